use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{SessionId, UserId};
use identity::permitted::UsersAssist;
use identity::{Context, sessions};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// End one of a user's sessions
///
/// Its browser is no longer known to the account.
#[utoipa::path(
    delete,
    path = "/users/{id}/sessions/{session}",
    tag = "Users",
    operation_id = "endUserSession",
    params(
        ("id" = UserId, Path, description = "The user"),
        ("session" = SessionId, Path, description = "The session"),
    ),
    responses((status = 204, description = "Ended"), problems::NotFound),
)]
pub async fn end_session(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path((id, session)): Path<(UserId, SessionId)>,
) -> ApiResult<HttpResponse> {
    sessions::end_of_user(&context, &principal, id, session).await?;
    Ok(HttpResponse::NoContent().finish())
}
