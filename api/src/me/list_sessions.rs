//! `GET /api/v1/me/sessions`.

use actix_web::get;
use actix_web::web::{Data, Json};
use contract::page::Page;
use contract::sessions::Session;
use identity::{Context, sessions};

use crate::http::{Answer, AsUser};

/// List my sessions
///
/// The latest used first.
#[utoipa::path(
    tag = "My account",
    operation_id = "listMySessions",
    responses((status = 200, description = "All of them", body = Page<Session>)),
    security(("user" = [])),
)]
#[get("/me/sessions")]
pub async fn list_sessions(
    AsUser(user): AsUser,
    context: Data<Context>,
) -> Answer<Json<Page<Session>>> {
    Ok(Json(sessions::mine(&context, &user).await?))
}
