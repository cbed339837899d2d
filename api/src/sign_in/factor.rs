//! The factor step: `POST /api/v1/sign-in/factor` and `/api/v1/sign-in/factor/passkey`, and the
//! same below `/api/v1/admin`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use contract::factors::PasskeyChallenge;
use contract::sign_in::{SignIn, SubmitFactor};
use identity::actor::Client;
use identity::addresses::Portal;
use identity::{Context, sign_in};

use super::answer;
use crate::http::{Answer, Body, Caller, SameOrigin, SignInQuota};
use crate::openapi::problems;

/// Begin the factor step with a passkey
///
/// The options for `navigator.credentials.get`, for the passkeys of this account. The challenge lives
/// 10 minutes and is answered once.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "beginPasskeyFactor",
    responses(
        (status = 200, description = "What the browser needs", body = PasskeyChallenge),
        problems::SignInExpired,
        problems::AccountRefused,
        problems::WrongStep,
        problems::Conflict,
    ),
)]
#[post("/sign-in/factor/passkey")]
pub async fn begin_passkey(
    _origin: SameOrigin,
    _quota: SignInQuota,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    begin_in(Portal::User, &context, &request).await
}

/// Begin the factor step with a passkey (administrator)
///
/// The options for `navigator.credentials.get`, for the passkeys of this account. The challenge lives
/// 10 minutes and is answered once.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "beginPasskeyFactorAdministrator",
    responses(
        (status = 200, description = "What the browser needs", body = PasskeyChallenge),
        problems::SignInExpired,
        problems::AccountRefused,
        problems::WrongStep,
        problems::Conflict,
    ),
)]
#[post("/admin/sign-in/factor/passkey")]
pub async fn begin_passkey_administrator(
    _origin: SameOrigin,
    _quota: SignInQuota,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    begin_in(Portal::Admin, &context, &request).await
}

/// Give a second factor
///
/// After the password, when the answer to that asked for one of these factors. A wrong one counts as a
/// failed attempt, and each code works once.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "submitFactor",
    request_body = SubmitFactor,
    responses(
        (status = 200, description = "What comes next, or the session", body = SignIn),
        problems::SignInExpired,
        problems::InvalidFields,
        problems::AccountRefused,
        problems::WrongStep,
    ),
)]
#[post("/sign-in/factor")]
pub async fn submit(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<SubmitFactor>,
) -> Answer<HttpResponse> {
    submit_in(Portal::User, &context, &request, client, body).await
}

/// Give a second factor (administrator)
///
/// After the password, when the answer to that asked for one of these factors. A wrong one counts as a
/// failed attempt, and each code works once.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "submitFactorAdministrator",
    request_body = SubmitFactor,
    responses(
        (status = 200, description = "What comes next, or the session", body = SignIn),
        problems::SignInExpired,
        problems::InvalidFields,
        problems::AccountRefused,
        problems::WrongStep,
    ),
)]
#[post("/admin/sign-in/factor")]
pub async fn submit_administrator(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<SubmitFactor>,
) -> Answer<HttpResponse> {
    submit_in(Portal::Admin, &context, &request, client, body).await
}

async fn begin_in(
    portal: Portal,
    context: &Context,
    request: &HttpRequest,
) -> Answer<HttpResponse> {
    let token = answer::token(request, portal)?;
    let challenge = sign_in::begin_passkey(context, portal, &token).await?;
    Ok(HttpResponse::Ok().json(challenge))
}

async fn submit_in(
    portal: Portal,
    context: &Context,
    request: &HttpRequest,
    client: Client,
    body: SubmitFactor,
) -> Answer<HttpResponse> {
    let token = answer::token(request, portal)?;
    let step = sign_in::submit_factor(context, portal, &token, &body.factor, &client).await?;
    Ok(answer::advanced(request, portal, step))
}
