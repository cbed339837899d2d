use actix_web::web::Data;
use contract::ids::AttributeId;
use contract::user_attributes::{AttributeDefinition, UpdateAttribute};
use identity::permitted::OrganizationWrite;
use identity::{Context, user_attributes};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Update an attribute
///
/// A JSON merge patch (RFC 7396): omitted members stay unchanged. Name and kind cannot be changed: add
/// another attribute instead. A choice that is in use cannot be removed.
#[utoipa::path(
    patch,
    path = "/user-attributes/{id}",
    tag = "User attributes",
    operation_id = "updateUserAttribute",
    params(("id" = AttributeId, Path, description = "The attribute")),
    responses(problems::NotFound),
)]
pub async fn update(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    Path(id): Path<AttributeId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateAttribute>,
) -> ApiResult<Versioned<AttributeDefinition>> {
    let changed = user_attributes::update(&context, &principal, id, version, body).await?;
    Ok(Versioned::after(&principal, changed))
}
