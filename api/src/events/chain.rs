use actix_web::web::Data;
use identity::permitted::EventsRead;
use identity::{Context, events};

use crate::http::{Allowed, ApiResult, Download};

/// Export the hash chain of events
///
/// All events in the order of their positions, with the hashes that connect them and the signed
/// checkpoints, as JSON lines. `latchkey events verify` proves without the server that no event in the
/// file was changed, added or removed. If the response ends before the last chunk, it is incomplete:
/// discard it. It counts as one of the two exports that an organization can run at the same time, and is
/// recorded as `events.exported`.
#[utoipa::path(
    get,
    path = "/events/chain",
    tag = "Events",
    operation_id = "exportEventChain",
    responses(
        (
            status = 200,
            description = "The file",
            body = String,
            content_type = "application/jsonl",
            example = json!("{\"chain\":{\"format\":\"latchkey-event-chain-1\",\"organizationId\":\"0199f3c0-5b1e-7d20-8c4a-2f6e9b3d7a10\"}}\n"),
        ),
    ),
)]
pub async fn chain(
    Allowed(principal): Allowed<EventsRead>,
    context: Data<Context>,
) -> ApiResult<Download<events::ChainExport>> {
    Ok(Download(events::export_chain(&context, &principal).await?))
}
