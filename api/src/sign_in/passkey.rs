//! Signing in with a passkey alone: `POST /api/v1/sign-in/passkey-challenge` and
//! `/api/v1/sign-in/passkey`, and the same below `/api/v1/admin`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use contract::factors::{PasskeyAnswer, PasskeyChallenge};
use contract::sign_in::SignIn;
use identity::actor::Client;
use identity::addresses::Portal;
use identity::{Context, sign_in};
use rules::lifetimes::SIGN_IN_TRANSACTION;

use super::answer;
use crate::http::session_cookie::{self, Kind};
use crate::http::{Answer, Body, Caller, SameOrigin, SignInQuota};
use crate::openapi::problems;

/// Begin a sign-in with a passkey
///
/// The options for `navigator.credentials.get`, for any passkey that the browser finds: no address
/// is given, so the answer tells nothing about anybody. A cookie binds what follows to this
/// browser, for 10 minutes.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "beginPasskeySignIn",
    responses(
        (status = 200, description = "What the browser needs", body = PasskeyChallenge),
        problems::WrongOrigin,
        problems::Conflict,
    ),
)]
#[post("/sign-in/passkey-challenge")]
pub async fn begin(
    _origin: SameOrigin,
    _quota: SignInQuota,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    begin_in(Portal::User, &context, &request).await
}

/// Begin a sign-in with a passkey (administrator)
///
/// The options for `navigator.credentials.get`, for any passkey that the browser finds: no address
/// is given, so the answer tells nothing about anybody. A cookie binds what follows to this
/// browser, for 10 minutes.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "beginPasskeySignInAdministrator",
    responses(
        (status = 200, description = "What the browser needs", body = PasskeyChallenge),
        problems::WrongOrigin,
        problems::Conflict,
    ),
)]
#[post("/admin/sign-in/passkey-challenge")]
pub async fn begin_administrator(
    _origin: SameOrigin,
    _quota: SignInQuota,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    begin_in(Portal::Admin, &context, &request).await
}

/// Sign in with a passkey
///
/// With what `navigator.credentials.get` answered. The passkey must have verified its user, so it is
/// the password and the second factor in one. A locked, suspended or staged account is told so.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "submitPasskey",
    request_body = PasskeyAnswer,
    responses(
        (status = 200, description = "What comes next, or the session", body = SignIn),
        problems::WrongPasskey,
        problems::AccountRefused,
        problems::WrongStep,
    ),
)]
#[post("/sign-in/passkey")]
pub async fn submit(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<PasskeyAnswer>,
) -> Answer<HttpResponse> {
    submit_in(Portal::User, &context, &request, client, body).await
}

/// Sign in with a passkey (administrator)
///
/// With what `navigator.credentials.get` answered. The passkey must have verified its user, so it is
/// the password and the second factor in one. A locked, suspended or staged account is told so.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "submitPasskeyAdministrator",
    request_body = PasskeyAnswer,
    responses(
        (status = 200, description = "What comes next, or the session", body = SignIn),
        problems::WrongPasskey,
        problems::AccountRefused,
        problems::WrongStep,
    ),
)]
#[post("/admin/sign-in/passkey")]
pub async fn submit_administrator(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<PasskeyAnswer>,
) -> Answer<HttpResponse> {
    submit_in(Portal::Admin, &context, &request, client, body).await
}

async fn begin_in(
    portal: Portal,
    context: &Context,
    request: &HttpRequest,
) -> Answer<HttpResponse> {
    let begun = sign_in::begin_with_passkey(context, portal).await?;
    let token = begun.token.reveal();
    let cookie = session_cookie::set(request, Kind::SignIn, portal, token, SIGN_IN_TRANSACTION);
    Ok(HttpResponse::Ok().cookie(cookie).json(begun.challenge))
}

async fn submit_in(
    portal: Portal,
    context: &Context,
    request: &HttpRequest,
    client: Client,
    body: PasskeyAnswer,
) -> Answer<HttpResponse> {
    let token = answer::token(request, portal)?;
    let step = sign_in::submit_passkey(context, portal, &token, &body, &client).await?;
    Ok(answer::advanced(request, portal, step))
}
