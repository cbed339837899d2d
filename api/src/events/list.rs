use actix_web::web::{Data, Json};
use contract::events::{Event, EventAction};
use contract::filter::{EventFilter, ListFilter};
use contract::page::{ListQuery, Page};
use identity::permitted::EventsRead;
use identity::{Context, events};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List events
#[utoipa::path(
    get,
    path = "/events",
    tag = "Events",
    operation_id = "listEvents",
    description = description(),
    params(lists::FollowedPages),
    responses((status = 200, description = "A page", body = Page<Event>), problems::InvalidQuery),
)]
pub async fn list(
    Allowed(principal): Allowed<EventsRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<Event>>> {
    Ok(Json(events::list(&context, &principal, &query).await?))
}

fn description() -> String {
    let filters = EventFilter::DESCRIPTION;
    let actions = EventAction::NAMES.join("`, `");
    format!(
        "Every security-relevant action, newest first; with `after`, oldest first. {filters}\n\nActions: `{actions}`."
    )
}
