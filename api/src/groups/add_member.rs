use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{GroupId, UserId};
use identity::permitted::GroupsWrite;
use identity::{Context, groups};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Add a user to a group
///
/// A user in any state can be added. If the user is already in the group, nothing happens.
#[utoipa::path(
    put,
    path = "/groups/{id}/members/{user}",
    tag = "Groups",
    operation_id = "addGroupMember",
    params(
        ("id" = GroupId, Path, description = "The group"),
        ("user" = UserId, Path, description = "The user"),
    ),
    responses((status = 204, description = "The user is in the group"), problems::NotFound),
)]
pub async fn add_member(
    Allowed(principal): Allowed<GroupsWrite>,
    context: Data<Context>,
    Path((id, user)): Path<(GroupId, UserId)>,
) -> ApiResult<HttpResponse> {
    groups::add_member(&context, &principal, id, user).await?;
    Ok(HttpResponse::NoContent().finish())
}
