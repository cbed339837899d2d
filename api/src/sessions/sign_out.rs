use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::{Context, sessions};

use crate::http::session_cookie::{self, Kind};
use crate::http::{ApiResult, AtPortal, Caller, SameOrigin};

/// Sign out
///
/// Ends the session of this browser. Succeeds if there is none.
#[utoipa::path(
    delete,
    path = "/session",
    tag = "Signing in",
    operation_id = "signOut | signOutAdministrator",
    security((), ("refresh_cookie" = [])),
    responses((status = 204, description = "Signed out")),
)]
pub async fn sign_out(
    _origin: SameOrigin,
    Caller(client): Caller,
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    if let Some(token) = session_cookie::read(&request, Kind::Refresh, portal) {
        sessions::sign_out(&context, portal, &token, &client).await?;
    }
    let mut response = HttpResponse::NoContent();
    for gone in session_cookie::of_no_session(&request, portal) {
        response.cookie(gone);
    }
    Ok(response.finish())
}
