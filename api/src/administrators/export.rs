use actix_web::web::Data;
use contract::exports::ExportQuery;
use identity::Context;
use identity::administrators::ExportedAdministrators;
use identity::exports::Export;
use identity::permitted::AdministratorsRead;

use crate::http::{Allowed, ApiResult, Download, Query};
use crate::openapi::problems;

/// Export administrators
///
/// Takes the filters and the search of the list. Administrators are in the order in which they were
/// invited. The response is a file with all matching items, streamed as they are read. If it ends
/// before the last chunk, it is incomplete: continue it with `after`. An organization can run two exports at the same
/// time. Each is recorded as `administrators.exported`.
///
/// In CSV, a cell that a spreadsheet would execute as a formula begins with an apostrophe. Times are in
/// UTC, and several values of a cell are separated by `; `.
#[utoipa::path(
    get,
    path = "/administrators/export",
    tag = "Administrators",
    operation_id = "exportAdministrators",
    params(ExportQuery),
    responses(
        (
            status = 200,
            description = "The file",
            content(
                (String = "text/csv", example = json!("id,email,name\r\n01920000-0000-7000-8000-000000000003,olivia@example.com,Olivia Owner\r\n")),
                (String = "application/jsonl", example = json!("{\"id\":\"01920000-0000-7000-8000-000000000003\",\"email\":\"olivia@example.com\"}\n")),
            ),
        ),
        problems::InvalidQuery,
    ),
)]
pub async fn export(
    Allowed(principal): Allowed<AdministratorsRead>,
    context: Data<Context>,
    Query(query): Query<ExportQuery>,
) -> ApiResult<Download<Export<ExportedAdministrators>>> {
    Ok(Download(Export::begin(&context, &principal, &query).await?))
}
