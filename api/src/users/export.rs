use actix_web::web::Data;
use contract::exports::ExportQuery;
use identity::Context;
use identity::exports::Export;
use identity::permitted::UsersRead;
use identity::users::ExportedUsers;

use crate::http::{Allowed, ApiResult, Download, Query};
use crate::openapi::problems;

/// Export users
///
/// Takes the filters and the search of the list. Users are in the order in which they were created. The
/// response is a file with all matching items, streamed as they are read. If it ends before the last
/// chunk, it is incomplete: continue it with `after`. An organization can run two exports at the same time. Each is
/// recorded as `users.exported`.
///
/// In CSV, a cell that a spreadsheet would execute as a formula begins with an apostrophe. Times are in
/// UTC, and several values of a cell are separated by `; `.
#[utoipa::path(
    get,
    path = "/users/export",
    tag = "Users",
    operation_id = "exportUsers",
    params(ExportQuery),
    responses(
        (
            status = 200,
            description = "The file",
            content(
                (String = "text/csv", example = json!("id,email,username\r\n01920000-0000-7000-8000-000000000001,ada@example.com,ada\r\n")),
                (String = "application/jsonl", example = json!("{\"id\":\"01920000-0000-7000-8000-000000000001\",\"email\":\"ada@example.com\"}\n")),
            ),
        ),
        problems::InvalidQuery,
    ),
)]
pub async fn export(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Query(query): Query<ExportQuery>,
) -> ApiResult<Download<Export<ExportedUsers>>> {
    Ok(Download(Export::begin(&context, &principal, &query).await?))
}
