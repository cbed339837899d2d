use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::factors::PasskeyChallenge;
use identity::{Context, sign_in};
use rules::lifetimes::SIGN_IN_TRANSACTION;

use crate::http::session_cookie::{self, Kind};
use crate::http::{ApiResult, AtPortal, SameOrigin, SignInQuota};
use crate::openapi::problems;

/// Begin a passkey sign-in
///
/// Returns the options for `navigator.credentials.get`, for any passkey the browser offers. No
/// address is sent, so the response reveals nothing about any account. A cookie binds the challenge
/// to this browser, for 10 minutes. A sign-in in progress is not affected.
#[utoipa::path(
    post,
    path = "/sign-in/passkey-challenge",
    tag = "Signing in",
    operation_id = "beginPasskeySignIn | beginPasskeySignInAdministrator",
    security((), ("passkey_cookie" = [])),
    responses(
        (
            status = 200,
            description = "Options for the browser",
            body = PasskeyChallenge,
            headers(("Set-Cookie" = String, description = "Binds the challenge to this browser")),
        ),
        problems::Conflict,
    ),
)]
pub async fn begin_passkey(
    _origin: SameOrigin,
    _quota: SignInQuota,
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let running = session_cookie::read(&request, Kind::Passkey, portal);
    let begun = sign_in::begin_with_passkey(&context, portal, running.as_deref()).await?;
    let token = begun.token.as_ref().map(|token| token.reveal());
    let token = token.or(running.as_deref()).unwrap_or_default();
    let cookie = session_cookie::set(&request, Kind::Passkey, portal, token, SIGN_IN_TRANSACTION);
    Ok(HttpResponse::Ok().cookie(cookie).json(begun.challenge))
}
