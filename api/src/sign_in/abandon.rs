//! `DELETE /api/v1/sign-in` and `/api/v1/admin/sign-in`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete};
use identity::addresses::Portal;
use identity::{Context, sign_in};

use crate::http::session_cookie::{self, Kind};
use crate::http::{Answer, SameOrigin};
use crate::openapi::problems;

/// Give up a sign-in
///
/// Forgets the sign-in of this browser ("not you?"); giving up nothing is fine too.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "abandonSignIn",
    responses((status = 204, description = "There is none any more"), problems::WrongOrigin),
)]
#[delete("/sign-in")]
pub async fn user(
    _origin: SameOrigin,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    abandon(Portal::User, &context, &request).await
}

/// Give up a sign-in (administrator)
///
/// Forgets the sign-in of this browser ("not you?"); giving up nothing is fine too.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "abandonAdministratorSignIn",
    responses((status = 204, description = "There is none any more"), problems::WrongOrigin),
)]
#[delete("/admin/sign-in")]
pub async fn administrator(
    _origin: SameOrigin,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    abandon(Portal::Admin, &context, &request).await
}

async fn abandon(portal: Portal, context: &Context, request: &HttpRequest) -> Answer<HttpResponse> {
    if let Some(token) = session_cookie::read(request, Kind::SignIn, portal) {
        sign_in::abandon(context, &token).await?;
    }
    let gone = session_cookie::remove(request, Kind::SignIn, portal);
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}
