//! `DELETE /api/v1/me/sessions`.

use actix_web::delete;
use actix_web::web::{Data, Json};
use contract::sessions::SessionsEnded;
use identity::{Context, sessions};

use crate::http::{Answer, AsUser};

/// End my other sessions
///
/// All but the one that asks.
#[utoipa::path(
    tag = "My account",
    operation_id = "endMyOtherSessions",
    responses((status = 200, description = "How many ended", body = SessionsEnded)),
    security(("user" = [])),
)]
#[delete("/me/sessions")]
pub async fn end_other_sessions(
    AsUser(user): AsUser,
    context: Data<Context>,
) -> Answer<Json<SessionsEnded>> {
    Ok(Json(sessions::end_my_others(&context, &user).await?))
}
