use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::{Context, sign_in};

use crate::http::session_cookie::{self, Kind};
use crate::http::{Answer, AtPortal, SameOrigin};

/// Give up a sign-in
///
/// Forgets the sign-in of this browser ("not you?"); giving up nothing is fine too.
#[utoipa::path(
    delete,
    path = "/sign-in",
    tag = "Signing in",
    operation_id = "abandonSignIn | abandonAdministratorSignIn",
    responses((status = 204, description = "There is none any more")),
)]
pub async fn abandon(
    _origin: SameOrigin,
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    if let Some(token) = session_cookie::read(&request, Kind::SignIn, portal) {
        sign_in::abandon(&context, &token).await?;
    }
    let gone = session_cookie::remove(&request, Kind::SignIn, portal);
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}
