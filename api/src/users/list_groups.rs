use actix_web::web::{Data, Json};
use contract::groups::Group;
use contract::ids::UserId;
use contract::page::{ListQuery, Page};
use identity::permitted::GroupsRead;
use identity::{Context, groups};

use crate::http::{Allowed, ApiResult, Path, Query};
use crate::openapi::{lists, problems};

/// List a user's groups
///
/// Sorts: `name`, `createdAt`. The search finds words in names.
#[utoipa::path(
    get,
    path = "/users/{id}/groups",
    tag = "Users",
    operation_id = "listUserGroups",
    params(("id" = UserId, Path, description = "The user"), lists::UnfilteredPages),
    responses(
        (status = 200, description = "A page", body = Page<Group>),
        problems::NotFound,
        problems::InvalidQuery,
    ),
)]
pub async fn list_groups(
    Allowed(principal): Allowed<GroupsRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<Group>>> {
    let page = groups::of_user(&context, &principal, id, &query).await?;
    Ok(Json(page))
}
