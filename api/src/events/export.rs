use actix_web::web::Data;
use contract::exports::ExportQuery;
use identity::Context;
use identity::events::ExportedEvents;
use identity::exports::Export;
use identity::permitted::EventsRead;

use crate::http::{Allowed, ApiResult, Download, Query};
use crate::openapi::{lists, problems};

/// Export events
///
/// Takes the filters of the list. The latest event comes first. The response is a file with all
/// matching items, streamed as they are read. If it ends before the last chunk, it is incomplete:
/// continue it with `after`. An organization can run two exports at the same time. Each is recorded as
/// `events.exported`.
///
/// In CSV, a cell that a spreadsheet would execute as a formula begins with an apostrophe. Times are in
/// UTC, and several values of a cell are separated by `; `.
#[utoipa::path(
    get,
    path = "/events/export",
    tag = "Events",
    operation_id = "exportEvents",
    params(lists::UnsearchedExport),
    responses(
        (
            status = 200,
            description = "The file",
            content(
                (String = "text/csv", example = json!("id,at,action\r\n01920000-0000-7000-8000-000000000002,2026-11-29T08:00:00Z,user.created\r\n")),
                (String = "application/jsonl", example = json!("{\"id\":\"01920000-0000-7000-8000-000000000002\",\"action\":\"user.created\"}\n")),
            ),
        ),
        problems::InvalidQuery,
    ),
)]
pub async fn export(
    Allowed(principal): Allowed<EventsRead>,
    context: Data<Context>,
    Query(query): Query<ExportQuery>,
) -> ApiResult<Download<Export<ExportedEvents>>> {
    Ok(Download(Export::begin(&context, &principal, &query).await?))
}
