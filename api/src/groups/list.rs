use actix_web::web::{Data, Json};
use contract::filter::{GroupFilter, ListFilter};
use contract::groups::Group;
use contract::page::{ListQuery, Page};
use identity::permitted::GroupsRead;
use identity::{Context, groups};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List groups
#[utoipa::path(
    get,
    path = "/groups",
    tag = "Groups",
    operation_id = "listGroups",
    description = description(),
    params(lists::SearchedPages),
    responses((status = 200, description = "A page", body = Page<Group>), problems::InvalidQuery),
)]
pub async fn list(
    Allowed(principal): Allowed<GroupsRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<Group>>> {
    Ok(Json(groups::list(&context, &principal, &query).await?))
}

fn description() -> String {
    let filters = GroupFilter::DESCRIPTION;
    format!(
        "A page of the organization's groups. `GET /users` with the filter `group` lists the members \
         of one. The search finds words in names. Sorts: `name`, `createdAt`. {filters}"
    )
}
