use actix_web::web::Data;
use contract::exports::ExportQuery;
use identity::Context;
use identity::exports::Export;
use identity::permitted::UsersRead;
use identity::ssh_keys::ExportedSshKeys;

use crate::http::{Allowed, ApiResult, Download, Query};
use crate::openapi::problems;

/// Export the SSH keys of all users
///
/// Takes the filters of the list. The newest key comes first. The response is a file with all matching
/// items, streamed as they are read. If it ends before the last chunk, it is incomplete: continue it with `after`. An
/// organization can run two exports at the same time. Each is recorded as `ssh_keys.exported`.
///
/// In CSV, a cell that a spreadsheet would execute as a formula begins with an apostrophe. Times are in
/// UTC.
#[utoipa::path(
    get,
    path = "/ssh-keys/export",
    tag = "Users",
    operation_id = "exportSshKeys",
    params(ExportQuery),
    responses(
        (
            status = 200,
            description = "The file",
            content(
                (String = "text/csv", example = json!("username,key.fingerprint\r\nada,SHA256:uTrcPQh9ATl90nV+VS8oEjng3bfE1dCpfqe5xH+w3aQ\r\n")),
                (String = "application/jsonl", example = json!("{\"username\":\"ada\",\"key\":{\"bits\":256}}\n")),
            ),
        ),
        problems::InvalidQuery,
    ),
)]
pub async fn export(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Query(query): Query<ExportQuery>,
) -> ApiResult<Download<Export<ExportedSshKeys>>> {
    Ok(Download(Export::begin(&context, &principal, &query).await?))
}
