use actix_web::web::{Data, Json};
use contract::applications::MyApplicationSession;
use contract::page::Page;
use identity::{Context, applications};

use crate::http::{ApiResult, AsUser};

/// List where I am signed in
///
/// The applications that the caller has opened in sessions that have not ended, last opened first, at most
/// 100.
#[utoipa::path(
    get,
    path = "/me/application-sessions",
    tag = "My account",
    operation_id = "listMyApplicationSessions",
    responses((status = 200, description = "The sessions", body = Page<MyApplicationSession>)),
)]
pub async fn list_my_sessions(
    AsUser(user): AsUser,
    context: Data<Context>,
) -> ApiResult<Json<Page<MyApplicationSession>>> {
    Ok(Json(applications::my_sessions(&context, &user).await?))
}
