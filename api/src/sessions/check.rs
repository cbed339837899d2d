use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::{Context, sessions};

use super::refresh_token;
use crate::http::{ApiResult, AtPortal};
use crate::openapi::problems;

/// Check the session
///
/// Tells whether the session of this browser is valid. Does not use the refresh token and does not
/// extend the session, so a page can check from time to time without keeping an idle session alive.
#[utoipa::path(
    get,
    path = "/session",
    tag = "Signing in",
    operation_id = "checkSession | checkAdministratorSession",
    security(("refresh_cookie" = [])),
    responses(
        (status = 204, description = "The session is valid"),
        problems::Unauthenticated,
    ),
)]
pub async fn check(
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let token = refresh_token(&request, portal)?;
    sessions::check(&context, portal, &token).await?;
    Ok(HttpResponse::NoContent().finish())
}
