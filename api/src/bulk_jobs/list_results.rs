use actix_web::web::{Data, Json};
use contract::bulk_jobs::BulkJobResult;
use contract::filter::{BulkJobResultFilter, ListFilter};
use contract::ids::BulkJobId;
use contract::page::{ListQuery, Page};
use identity::permitted::UsersRead;
use identity::{Context, bulk_jobs};

use crate::http::{Allowed, ApiResult, Path, Query};
use crate::openapi::{lists, problems};

/// List the results of a bulk job
#[utoipa::path(
    get,
    path = "/bulk-jobs/{id}/results",
    tag = "Users",
    operation_id = "listBulkJobResults",
    description = description(),
    params(("id" = BulkJobId, Path, description = "The job"), lists::FilteredPages),
    responses(
        (status = 200, description = "A page", body = Page<BulkJobResult>),
        problems::NotFound,
        problems::InvalidQuery,
    ),
)]
pub async fn list_results(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<BulkJobId>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<BulkJobResult>>> {
    let results = bulk_jobs::list_results(&context, &principal, id, &query).await?;
    Ok(Json(results))
}

fn description() -> String {
    let filters = BulkJobResultFilter::DESCRIPTION;
    format!(
        "A page of users, in the order in which they are processed. Those of a job about a group also require \
         `groups:read`. {filters}"
    )
}
