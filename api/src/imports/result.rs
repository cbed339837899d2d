use actix_web::HttpResponse;
use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::Data;
use contract::ids::ImportId;
use identity::Context;
use identity::imports::ResultFile;
use identity::permitted::UsersWrite;

use crate::http::{Allowed, ApiResult, CsvParts, Path};
use crate::openapi::problems;

/// Download the result of an import
///
/// The rows of the file as CSV, each with its number, its outcome, what is wrong with it, and the
/// identifier of the user. Cells that a spreadsheet would calculate begin with an apostrophe. Correct the
/// rows with problems, and upload the file again. Also requires `users:read`.
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
    let mut file = ResultFile::open(&context, &principal, id).await?;
    let (parts, body) = CsvParts::channel();
    let background = context.background();
    background.spawn(async move {
        loop {
            let part = file.next().await;
            if let Err(error) = &part {
                tracing::error!(%error, "the result of an import could not be read");
            }
            let Some(part) = part.transpose() else {
                return;
            };
            let is_last = part.is_err();
            // The client may have left.
            if parts
                .send(part.map_err(|_| "the file is incomplete"))
                .await
                .is_err()
                || is_last
            {
                return;
            }
        }
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((
            CONTENT_DISPOSITION,
            "attachment; filename=\"import-result.csv\"",
        ))
        .body(body))
}
