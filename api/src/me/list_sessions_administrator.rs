//! `GET /api/v1/admin/me/sessions`.

use actix_web::get;
use actix_web::web::{Data, Json};
use contract::page::Page;
use contract::sessions::Session;
use identity::{Context, sessions};

use crate::http::{Answer, AsAdministrator};

/// List my sessions (administrator)
///
/// The latest used first.
#[utoipa::path(
    tag = "My account",
    operation_id = "listMyAdministratorSessions",
    responses((status = 200, description = "All of them", body = Page<Session>)),
    security(("administrator" = [])),
)]
#[get("/admin/me/sessions")]
pub async fn list_sessions_administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
) -> Answer<Json<Page<Session>>> {
    Ok(Json(sessions::mine(&context, &administrator).await?))
}
