//! `GET /api/v1/admin/me/activity`.

use actix_web::get;
use actix_web::web::{Data, Json};
use contract::events::Event;
use contract::page::{ListQuery, Page};
use identity::{Context, me};

use crate::http::{Answer, AsAdministrator, Query};
use crate::openapi::{lists, problems};

/// List my activity (administrator)
///
/// The latest first.
#[utoipa::path(
    tag = "My account",
    operation_id = "listMyAdministratorActivity",
    params(lists::Pages),
    responses((status = 200, description = "A page", body = Page<Event>), problems::InvalidQuery),
    security(("administrator" = [])),
)]
#[get("/admin/me/activity")]
pub async fn activity_administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> Answer<Json<Page<Event>>> {
    Ok(Json(me::activity(&context, &administrator, &query).await?))
}
