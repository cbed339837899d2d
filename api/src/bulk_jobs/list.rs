use actix_web::web::{Data, Json};
use contract::bulk_jobs::BulkJob;
use contract::page::{ListQuery, Page};
use identity::permitted::UsersRead;
use identity::{Context, bulk_jobs};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List bulk jobs
///
/// The jobs of the last 30 days, newest first.
#[utoipa::path(
    get,
    path = "/bulk-jobs",
    tag = "Users",
    operation_id = "listBulkJobs",
    params(lists::Pages),
    responses((status = 200, description = "A page", body = Page<BulkJob>), problems::InvalidQuery),
)]
pub async fn list(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<BulkJob>>> {
    Ok(Json(bulk_jobs::list(&context, &principal, &query).await?))
}
