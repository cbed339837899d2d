use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{GroupId, UserId};
use identity::permitted::GroupsWrite;
use identity::{Context, groups};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Remove a user from a group
///
/// If the user is not in the group, nothing happens.
#[utoipa::path(
    delete,
    path = "/groups/{id}/members/{user}",
    tag = "Groups",
    operation_id = "removeGroupMember",
    params(
        ("id" = GroupId, Path, description = "The group"),
        ("user" = UserId, Path, description = "The user"),
    ),
    responses((status = 204, description = "The user is not in the group"), problems::NotFound),
)]
pub async fn remove_member(
    Allowed(principal): Allowed<GroupsWrite>,
    context: Data<Context>,
    Path((id, user)): Path<(GroupId, UserId)>,
) -> ApiResult<HttpResponse> {
    groups::remove_member(&context, &principal, id, user).await?;
    Ok(HttpResponse::NoContent().finish())
}
