use actix_web::web::Data;
use contract::groups::Group;
use contract::ids::GroupId;
use identity::permitted::GroupsRead;
use identity::{Context, groups};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Get a group
///
/// `GET /users` with the filter `group` lists its members.
#[utoipa::path(
    get,
    path = "/groups/{id}",
    tag = "Groups",
    operation_id = "getGroup",
    params(("id" = GroupId, Path, description = "The group")),
    responses(
        (status = 200, description = "The group"),
        problems::NotFound,
    ),
)]
pub async fn get(
    Allowed(principal): Allowed<GroupsRead>,
    context: Data<Context>,
    Path(id): Path<GroupId>,
) -> ApiResult<Versioned<Group>> {
    Ok(Versioned::ok(groups::get(&context, &principal, id).await?))
}
