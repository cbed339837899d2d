use actix_web::web::Data;
use contract::exports::ExportQuery;
use identity::Context;
use identity::application_passwords::ExportedApplicationPasswords;
use identity::exports::Export;
use identity::permitted::UsersRead;

use crate::http::{Allowed, ApiResult, Download, Query};
use crate::openapi::problems;

/// Export the application passwords of all users
///
/// Takes the filters of the list. The newest one comes first, and secrets are not included. The response is a
/// file with all matching items, streamed as they are read. If it ends before the last chunk, it is incomplete:
/// continue it with `after`. An organization can run two exports at the same time. Each is recorded as
/// `application_passwords.exported`.
///
/// In CSV, a cell that a spreadsheet would execute as a formula begins with an apostrophe. Times are in
/// UTC.
#[utoipa::path(
    get,
    path = "/application-passwords/export",
    tag = "Users",
    operation_id = "exportApplicationPasswords",
    params(ExportQuery),
    responses(
        (
            status = 200,
            description = "The file",
            content(
                (String = "text/csv", example = json!("username,applicationPassword.name\r\nada,Mail on my phone\r\n")),
                (String = "application/jsonl", example = json!("{\"username\":\"ada\",\"applicationPassword\":{\"name\":\"Mail on my phone\"}}\n")),
            ),
        ),
        problems::InvalidQuery,
    ),
)]
pub async fn export(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Query(query): Query<ExportQuery>,
) -> ApiResult<Download<Export<ExportedApplicationPasswords>>> {
    Ok(Download(Export::begin(&context, &principal, &query).await?))
}
