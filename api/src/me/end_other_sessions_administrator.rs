//! `DELETE /api/v1/admin/me/sessions`.

use actix_web::delete;
use actix_web::web::{Data, Json};
use contract::sessions::SessionsEnded;
use identity::{Context, sessions};

use crate::http::{Answer, AsAdministrator};

/// End my other sessions (administrator)
///
/// All but the one that asks.
#[utoipa::path(
    tag = "My account",
    operation_id = "endMyOtherAdministratorSessions",
    responses((status = 200, description = "How many ended", body = SessionsEnded)),
    security(("administrator" = [])),
)]
#[delete("/admin/me/sessions")]
pub async fn end_other_sessions_administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
) -> Answer<Json<SessionsEnded>> {
    Ok(Json(
        sessions::end_my_others(&context, &administrator).await?,
    ))
}
