use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::{Context, sign_in};

use crate::http::session_cookie::{self, Kind};
use crate::http::{ApiResult, AtPortal, SameOrigin};

/// Cancel a sign-in
///
/// Discards the sign-in in progress in this browser. Succeeds if there is none.
#[utoipa::path(
    delete,
    path = "/sign-in",
    tag = "Signing in",
    operation_id = "abandonSignIn | abandonAdministratorSignIn",
    security((), ("sign_in_cookie" = [])),
    responses((status = 204, description = "Canceled")),
)]
pub async fn abandon(
    _origin: SameOrigin,
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    if let Some(token) = session_cookie::read(&request, Kind::SignIn, portal) {
        sign_in::abandon(&context, &token).await?;
    }
    let gone = session_cookie::remove(&request, Kind::SignIn, portal);
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}
