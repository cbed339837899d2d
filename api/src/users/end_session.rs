//! `DELETE /api/v1/users/{id}/sessions/{session}`.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use contract::ids::{SessionId, UserId};
use identity::permitted::UsersAssist;
use identity::{Context, sessions};

use crate::http::{Allowed, Answer, Path};
use crate::openapi::problems;

/// End one of a user's sessions
#[utoipa::path(
    tag = "Users",
    operation_id = "endUserSession",
    params(
        ("id" = UserId, Path, description = "The user"),
        ("session" = SessionId, Path, description = "The session"),
    ),
    responses((status = 204, description = "Ended"), problems::NotFound),
    security(("administrator" = ["users:assist"])),
)]
#[delete("/users/{id}/sessions/{session}")]
pub async fn end_session(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path((id, session)): Path<(UserId, SessionId)>,
) -> Answer<HttpResponse> {
    sessions::end_of_user(&context, &principal, id, session).await?;
    Ok(HttpResponse::NoContent().finish())
}
