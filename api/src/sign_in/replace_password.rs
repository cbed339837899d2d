//! `POST /api/v1/sign-in/replace-password` and `/api/v1/admin/sign-in/replace-password`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use contract::sign_in::{ReplacePassword, SignIn};
use identity::actor::Client;
use identity::addresses::Portal;
use identity::{Context, sign_in};

use super::answer;
use crate::http::{Answer, Body, Caller, SameOrigin, SignInQuota};
use crate::openapi::problems;

/// Replace a temporary or expired password
///
/// After it was given, when the answer to that asked for another. Completes the sign-in when
/// nothing else is due.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "replacePassword",
    request_body = ReplacePassword,
    responses(
        (status = 200, description = "What comes next, or the session", body = SignIn),
        problems::SignInExpired,
        problems::InvalidFields,
        problems::AccountRefused,
        problems::WrongStep,
        problems::Busy,
    ),
)]
#[post("/sign-in/replace-password")]
pub async fn user(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<ReplacePassword>,
) -> Answer<HttpResponse> {
    replace(Portal::User, &context, &request, client, body).await
}

/// Replace a temporary or expired password (administrator)
///
/// After it was given, when the answer to that asked for another. Completes the sign-in when
/// nothing else is due.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "replacePasswordAdministrator",
    request_body = ReplacePassword,
    responses(
        (status = 200, description = "What comes next, or the session", body = SignIn),
        problems::SignInExpired,
        problems::InvalidFields,
        problems::AccountRefused,
        problems::WrongStep,
        problems::Busy,
    ),
)]
#[post("/admin/sign-in/replace-password")]
pub async fn administrator(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<ReplacePassword>,
) -> Answer<HttpResponse> {
    replace(Portal::Admin, &context, &request, client, body).await
}

async fn replace(
    portal: Portal,
    context: &Context,
    request: &HttpRequest,
    client: Client,
    body: ReplacePassword,
) -> Answer<HttpResponse> {
    let token = answer::token(request, portal)?;
    let new = &body.new_password;
    let step = sign_in::replace_password(context, portal, &token, new, &client).await?;
    Ok(answer::advanced(request, portal, step))
}
