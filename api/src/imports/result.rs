use actix_web::web::Data;
use contract::ids::ImportId;
use identity::Context;
use identity::imports::ResultFile;
use identity::permitted::UsersWrite;

use crate::http::{Allowed, ApiResult, Download, Path};
use crate::openapi::problems;

/// Download the result of an import
///
/// The rows of the file as CSV, each with its number, its outcome, what is wrong with it, and the
/// identifier of the user. Cells that a spreadsheet would execute as formulas begin with an apostrophe.
/// Correct the rows with problems, and upload the file again. Also requires `users:read`, and counts as
/// one of the two exports that an organization can run at the same time. Each download is recorded as
/// `import.result_downloaded`.
#[utoipa::path(
    get,
    path = "/imports/{id}/result",
    tag = "Users",
    operation_id = "downloadImportResult",
    params(("id" = ImportId, Path, description = "The import")),
    responses(
        (
            status = 200,
            description = "The file",
            body = String,
            content_type = "text/csv",
            example = json!("email,Row,Outcome,Problem,User ID\r\nada@example.com,2,created,,\r\n"),
        ),
        problems::NotFound,
    ),
)]
pub async fn result(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<ImportId>,
) -> ApiResult<Download<ResultFile>> {
    let file = ResultFile::open(&context, &principal, id).await?;
    Ok(Download(file))
}
