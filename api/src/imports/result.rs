use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::Data;
use contract::ids::ImportId;
use identity::Context;
use identity::imports::ResultFile;
use identity::permitted::UsersWrite;

use super::result_parts::ResultParts;
use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Download the result of an import
///
/// The rows of the file as CSV, each with its number, its outcome, what is wrong with it, and the
/// identifier of the user. Cells that a spreadsheet would calculate begin with an apostrophe. Correct the
/// rows with problems, and upload the file again. Also requires `users:read`, and counts as
/// one of the two exports that an organization can run at the same time.
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
) -> ApiResult<HttpResponse> {
    let file = ResultFile::open(&context, &principal, id).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((
            CONTENT_DISPOSITION,
            "attachment; filename=\"import-result.csv\"",
        ))
        .body(ResultParts::of(file)))
}
