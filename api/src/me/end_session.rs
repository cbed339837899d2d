use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::SessionId;
use identity::{Context, sessions};

use crate::http::{ApiResult, AsSignedIn, Path};
use crate::openapi::problems;

/// End one of my sessions
///
/// Its browser is no longer known to the account.
#[utoipa::path(
    delete,
    path = "/me/sessions/{id}",
    tag = "My account",
    operation_id = "endMySession | endMyAdministratorSession",
    params(("id" = SessionId, Path, description = "The session")),
    responses((status = 204, description = "Ended"), problems::NotFound),
)]
pub async fn end_session(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
    Path(id): Path<SessionId>,
) -> ApiResult<HttpResponse> {
    sessions::end_mine(&context, &signed_in, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
