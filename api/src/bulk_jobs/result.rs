use actix_web::web::Data;
use contract::ids::BulkJobId;
use identity::Context;
use identity::bulk_jobs::ResultFile;
use identity::permitted::UsersRead;

use crate::http::{Allowed, ApiResult, Download, Path};
use crate::openapi::problems;

/// Download the results of a bulk job
///
/// The users of the job as CSV, each with the outcome, and with the reason and its code if the action
/// was refused. The results of a job about a group also require `groups:read`. Cells that a spreadsheet
/// would execute as formulas begin with an apostrophe. Counts as one of the two exports that an
/// organization can run at the same time. Each download is recorded as `bulk_job.result_downloaded`.
#[utoipa::path(
    get,
    path = "/bulk-jobs/{id}/result",
    tag = "Users",
    operation_id = "downloadBulkJobResult",
    params(("id" = BulkJobId, Path, description = "The job")),
    responses(
        (
            status = 200,
            description = "The file",
            body = String,
            content_type = "text/csv",
            example = json!("Name,Email,Outcome,Problem,Code,User ID\r\nAda,ada@example.com,done,,,\r\n"),
        ),
        problems::NotFound,
    ),
)]
pub async fn result(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<BulkJobId>,
) -> ApiResult<Download<ResultFile>> {
    let file = ResultFile::open(&context, &principal, id).await?;
    Ok(Download(file))
}
