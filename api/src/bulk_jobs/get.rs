use actix_web::web::{Data, Json};
use contract::bulk_jobs::BulkJob;
use contract::ids::BulkJobId;
use identity::permitted::UsersRead;
use identity::{Context, bulk_jobs};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Get a bulk job
///
/// Poll it to follow the job: `counts` says how many users are left.
#[utoipa::path(
    get,
    path = "/bulk-jobs/{id}",
    tag = "Users",
    operation_id = "getBulkJob",
    params(("id" = BulkJobId, Path, description = "The job")),
    responses(
        (status = 200, description = "The job", body = BulkJob),
        problems::NotFound,
    ),
)]
pub async fn get(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<BulkJobId>,
) -> ApiResult<Json<BulkJob>> {
    Ok(Json(bulk_jobs::get(&context, &principal, id).await?))
}
