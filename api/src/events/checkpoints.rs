use actix_web::web::{Data, Json};
use contract::events::chain::EventCheckpoint;
use contract::page::{ListQuery, Page};
use identity::permitted::EventsRead;
use identity::{Context, events};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List checkpoints of events
///
/// Signed statements of how the hash chain of the events is, the latest first. The server signs one within
/// an hour of an event, and one for each export of the chain. Keep them in another place: they prove later
/// that no event up to their position was changed, added or removed.
#[utoipa::path(
    get,
    path = "/events/checkpoints",
    tag = "Events",
    operation_id = "listEventCheckpoints",
    params(lists::Pages),
    responses(
        (status = 200, description = "A page", body = Page<EventCheckpoint>),
        problems::InvalidQuery,
    ),
)]
pub async fn checkpoints(
    Allowed(principal): Allowed<EventsRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<EventCheckpoint>>> {
    let page = events::list_checkpoints(&context, &principal, &query).await?;
    Ok(Json(page))
}
