//! `GET /api/v1/events`.

use actix_web::get;
use actix_web::web::{Data, Json};
use contract::events::Event;
use contract::page::{ListQuery, Page};
use identity::{Context, events};

use crate::http::{Answer, AsOperator, Query};
use crate::openapi::problems;

/// List events
///
/// Every security-relevant act, the latest first. Filters: `action`, `outcome`, `actor` and
/// `target` (identifiers).
///
/// Needs `events:read`.
#[utoipa::path(
    tag = "Events",
    operation_id = "listEvents",
    params(ListQuery),
    responses((status = 200, description = "A page", body = Page<Event>), problems::InvalidQuery),
    security(("administrator" = []), ("api_key" = [])),
)]
#[get("/events")]
pub async fn list(
    AsOperator(operator): AsOperator,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> Answer<Json<Page<Event>>> {
    Ok(Json(events::list(&context, &operator, &query).await?))
}
