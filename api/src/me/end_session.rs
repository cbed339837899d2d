//! `DELETE /api/v1/me/sessions/{id}`.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use contract::ids::SessionId;
use identity::{Context, sessions};

use crate::http::{Answer, AsUser, Path};
use crate::openapi::problems;

/// End one of my sessions
#[utoipa::path(
    tag = "My account",
    operation_id = "endMySession",
    params(("id" = SessionId, Path, description = "The session")),
    responses((status = 204, description = "Ended"), problems::NotFound),
    security(("user" = [])),
)]
#[delete("/me/sessions/{id}")]
pub async fn end_session(
    AsUser(user): AsUser,
    context: Data<Context>,
    Path(id): Path<SessionId>,
) -> Answer<HttpResponse> {
    sessions::end_mine(&context, &user, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
