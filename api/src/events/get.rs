use actix_web::web::{Data, Json};
use contract::events::Event;
use contract::ids::EventId;
use identity::permitted::EventsRead;
use identity::{Context, events};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Get an event
#[utoipa::path(
    get,
    path = "/events/{id}",
    tag = "Events",
    operation_id = "getEvent",
    params(("id" = EventId, Path, description = "The event")),
    responses((status = 200, description = "The event", body = Event), problems::NotFound),
)]
pub async fn get(
    Allowed(principal): Allowed<EventsRead>,
    context: Data<Context>,
    Path(id): Path<EventId>,
) -> ApiResult<Json<Event>> {
    Ok(Json(events::get(&context, &principal, id).await?))
}
