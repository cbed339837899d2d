//! `POST /api/v1/sign-in/password` and `/api/v1/admin/sign-in/password`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use contract::sign_in::{SignIn, SubmitPassword};
use identity::actor::Client;
use identity::addresses::Portal;
use identity::{Context, sign_in};

use super::answer;
use crate::http::{Answer, Body, Caller, SameOrigin, SignInQuota};
use crate::openapi::problems;

/// Give the password
///
/// A wrong password and an unknown address get the same answer. Only after a right one is a
/// locked, suspended or staged account told so. When nothing else is due, the answer is complete:
/// it has an access token, and a cookie the refresh token.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "submitPassword",
    request_body = SubmitPassword,
    responses(
        (status = 200, description = "What comes next, or the session", body = SignIn),
        problems::WrongCredentials,
        problems::AccountRefused,
        problems::WrongStep,
        problems::Busy,
    ),
)]
#[post("/sign-in/password")]
pub async fn user(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<SubmitPassword>,
) -> Answer<HttpResponse> {
    submit(Portal::User, &context, &request, client, body).await
}

/// Give the password (administrator)
///
/// A wrong password and an unknown address get the same answer. Only after a right one is a
/// locked, suspended or staged account told so. When nothing else is due, the answer is complete:
/// it has an access token, and a cookie the refresh token.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "submitPasswordAdministrator",
    request_body = SubmitPassword,
    responses(
        (status = 200, description = "What comes next, or the session", body = SignIn),
        problems::WrongCredentials,
        problems::AccountRefused,
        problems::WrongStep,
        problems::Busy,
    ),
)]
#[post("/admin/sign-in/password")]
pub async fn administrator(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<SubmitPassword>,
) -> Answer<HttpResponse> {
    submit(Portal::Admin, &context, &request, client, body).await
}

async fn submit(
    portal: Portal,
    context: &Context,
    request: &HttpRequest,
    client: Client,
    body: SubmitPassword,
) -> Answer<HttpResponse> {
    let token = answer::token(request, portal)?;
    let password = &body.password;
    let step = sign_in::submit_password(context, portal, &token, password, &client).await?;
    Ok(answer::advanced(request, portal, step))
}
