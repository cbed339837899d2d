//! `GET /api/v1/me/activity`.

use actix_web::get;
use actix_web::web::{Data, Json};
use contract::events::Event;
use contract::page::{ListQuery, Page};
use identity::{Context, me};

use crate::http::{Answer, AsUser, Query};
use crate::openapi::{lists, problems};

/// List my activity
///
/// The latest first.
#[utoipa::path(
    tag = "My account",
    operation_id = "listMyActivity",
    params(lists::Pages),
    responses((status = 200, description = "A page", body = Page<Event>), problems::InvalidQuery),
    security(("user" = [])),
)]
#[get("/me/activity")]
pub async fn activity(
    AsUser(user): AsUser,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> Answer<Json<Page<Event>>> {
    Ok(Json(me::activity(&context, &user, &query).await?))
}
