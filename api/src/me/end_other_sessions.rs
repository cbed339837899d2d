use actix_web::web::{Data, Json};
use contract::sessions::SessionsEnded;
use identity::{Context, sessions};

use crate::http::{ApiResult, AsSignedIn};

/// End my other sessions
///
/// Ends all sessions except the current one, and forgets all known browsers except this one.
#[utoipa::path(
    delete,
    path = "/me/sessions",
    tag = "My account",
    operation_id = "endMyOtherSessions | endMyOtherAdministratorSessions",
    responses((status = 200, description = "The number of sessions ended", body = SessionsEnded)),
)]
pub async fn end_other_sessions(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> ApiResult<Json<SessionsEnded>> {
    Ok(Json(sessions::end_my_others(&context, &signed_in).await?))
}
