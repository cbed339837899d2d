//! `DELETE /api/v1/admin/me/sessions/{id}`.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete};
use contract::ids::SessionId;
use identity::{Context, sessions};

use crate::http::{Answer, AsAdministrator, Path};
use crate::openapi::problems;

/// End one of my sessions (administrator)
#[utoipa::path(
    tag = "My account",
    operation_id = "endMyAdministratorSession",
    params(("id" = SessionId, Path, description = "The session")),
    responses((status = 204, description = "Ended"), problems::NotFound),
    security(("administrator" = [])),
)]
#[delete("/admin/me/sessions/{id}")]
pub async fn end_session_administrator(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
    Path(id): Path<SessionId>,
) -> Answer<HttpResponse> {
    sessions::end_mine(&context, &administrator, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
