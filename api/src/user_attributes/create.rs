use actix_web::web::Data;
use contract::user_attributes::{AttributeDefinition, CreateAttribute};
use identity::permitted::OrganizationWrite;
use identity::{Context, user_attributes};

use crate::http::{Allowed, ApiResult, Body, IdempotencyKey, Versioned};
use crate::openapi::problems;

/// Add an attribute
///
/// Users then have it in `attributes`, under its name. An organization has at most 50. If it is
/// required, existing users have no value until one is entered.
#[utoipa::path(
    post,
    path = "/user-attributes",
    tag = "User attributes",
    operation_id = "createUserAttribute",
    responses(
        (status = 201, description = "The new attribute"),
        problems::Taken,
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateAttribute>,
) -> ApiResult<Versioned<AttributeDefinition>> {
    let made = user_attributes::create(&context, &principal, &body, key.as_deref()).await?;
    Ok(Versioned::created(&principal, made))
}
