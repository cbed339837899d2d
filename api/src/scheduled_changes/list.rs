use actix_web::web::{Data, Json};
use contract::page::{ListQuery, Page};
use contract::scheduled_changes::ScheduledChange;
use identity::permitted::UsersRead;
use identity::{Context, scheduled_changes};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List scheduled changes
///
/// The activations and suspensions of all users that are due on a date, the next one first. Sorts: `at`.
#[utoipa::path(
    get,
    path = "/scheduled-changes",
    tag = "Users",
    operation_id = "listScheduledChanges",
    params(lists::SortedPages),
    responses((status = 200, description = "A page", body = Page<ScheduledChange>), problems::InvalidQuery),
)]
pub async fn list(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<ScheduledChange>>> {
    Ok(Json(
        scheduled_changes::list(&context, &principal, &query).await?,
    ))
}
