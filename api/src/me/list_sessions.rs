use actix_web::web::{Data, Json};
use contract::page::Page;
use contract::sessions::Session;
use identity::{Context, sessions};

use crate::http::{ApiResult, AsSignedIn};

/// List my sessions
///
/// Most recently used first.
#[utoipa::path(
    get,
    path = "/me/sessions",
    tag = "My account",
    operation_id = "listMySessions | listMyAdministratorSessions",
    responses((status = 200, description = "All sessions", body = Page<Session>)),
)]
pub async fn list_sessions(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> ApiResult<Json<Page<Session>>> {
    Ok(Json(sessions::my_sessions(&context, &signed_in).await?))
}
