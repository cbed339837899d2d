use actix_web::web::Data;
use contract::groups::{Group, UpdateGroup};
use contract::ids::GroupId;
use identity::permitted::GroupsWrite;
use identity::{Context, groups};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Update the name or description of a group
///
/// A JSON merge patch (RFC 7396): omitted fields stay unchanged, and `null` removes the description.
#[utoipa::path(
    patch,
    path = "/groups/{id}",
    tag = "Groups",
    operation_id = "updateGroup",
    params(("id" = GroupId, Path, description = "The group")),
    responses(
        problems::NotFound,
        problems::Taken,
    ),
)]
pub async fn update(
    Allowed(principal): Allowed<GroupsWrite>,
    context: Data<Context>,
    Path(id): Path<GroupId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateGroup>,
) -> ApiResult<Versioned<Group>> {
    let changed = groups::update(&context, &principal, id, version, body).await?;
    Ok(Versioned::after(&principal, changed))
}
