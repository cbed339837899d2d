use actix_web::web::{Data, Json};
use contract::bulk::BulkResult;
use contract::groups::ChangeMembers;
use contract::ids::GroupId;
use identity::permitted::GroupsWrite;
use identity::{Context, groups};

use crate::http::{Allowed, ApiResult, Body, Path};
use crate::openapi::problems;

/// Add users to a group, and remove users from it
///
/// Up to 100 users in all, each once. Users are processed one by one: first those to add, then those
/// to remove, in the given order. If one is refused, the others are still processed, and the result
/// gives the reason. The status is 200 even if every user was refused. The response contains one
/// result per user.
///
/// A repeated request does no harm: users who are already in the group, or not in it, stay as they are
/// and count as done.
#[utoipa::path(
    post,
    path = "/groups/{id}/members",
    tag = "Groups",
    operation_id = "changeGroupMembers",
    params(("id" = GroupId, Path, description = "The group")),
    responses(
        (
            status = 200,
            description = "One result per user",
            body = BulkResult,
            example = json!({
                "results": [
                    { "id": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01", "done": true },
                    {
                        "id": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e02",
                        "done": false,
                        "problem": {
                            "type": "urn:latchkey:problem:not-found",
                            "title": "Not found",
                            "status": 404,
                            "detail": "It may have been deleted, or the URL is wrong",
                        },
                    },
                ],
            }),
        ),
        problems::NotFound,
    ),
)]
pub async fn change_members(
    Allowed(principal): Allowed<GroupsWrite>,
    context: Data<Context>,
    Path(id): Path<GroupId>,
    Body(body): Body<ChangeMembers>,
) -> ApiResult<Json<BulkResult>> {
    let result = groups::change_members(&context, &principal, id, &body).await?;
    Ok(Json(result))
}
