use actix_web::web::{Data, Json};
use contract::bulk_jobs::BulkJob;
use contract::ids::BulkJobId;
use identity::permitted::UsersRead;
use identity::{Context, bulk_jobs};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Resume a bulk job
///
/// Continues a job that was stopped, with the users who were not processed yet. From now on, the caller
/// is the actor of the events. Also requires the permission of the job's action.
#[utoipa::path(
    post,
    path = "/bulk-jobs/{id}/resume",
    tag = "Users",
    operation_id = "resumeBulkJob",
    params(("id" = BulkJobId, Path, description = "The job")),
    responses(
        (status = 200, description = "The job", body = BulkJob),
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn resume(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<BulkJobId>,
) -> ApiResult<Json<BulkJob>> {
    Ok(Json(bulk_jobs::resume(&context, &principal, id).await?))
}
