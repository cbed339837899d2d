use actix_web::web::Data;
use contract::groups::{CreateGroup, Group};
use identity::permitted::GroupsWrite;
use identity::{Context, groups};

use crate::http::{Allowed, ApiResult, Body, IdempotencyKey, Versioned};
use crate::openapi::problems;

/// Create a group
///
/// A new group has no members.
#[utoipa::path(
    post,
    path = "/groups",
    tag = "Groups",
    operation_id = "createGroup",
    responses(
        (status = 201, description = "The new group"),
        problems::Taken,
        problems::NotFound,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<GroupsWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateGroup>,
) -> ApiResult<Versioned<Group>> {
    let group = groups::create(&context, &principal, &body, key.as_deref()).await?;
    Ok(Versioned::created(&principal, group))
}
