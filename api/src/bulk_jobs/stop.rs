use actix_web::web::{Data, Json};
use contract::bulk_jobs::BulkJob;
use contract::ids::BulkJobId;
use identity::permitted::UsersRead;
use identity::{Context, bulk_jobs};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Stop a bulk job
///
/// Stops the job after the current user, so that it can be resumed. Actions that were already performed
/// are kept. Also requires the permission of the job's action.
#[utoipa::path(
    post,
    path = "/bulk-jobs/{id}/stop",
    tag = "Users",
    operation_id = "stopBulkJob",
    params(("id" = BulkJobId, Path, description = "The job")),
    responses(
        (status = 200, description = "The job", body = BulkJob),
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn stop(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<BulkJobId>,
) -> ApiResult<Json<BulkJob>> {
    Ok(Json(bulk_jobs::stop(&context, &principal, id).await?))
}
