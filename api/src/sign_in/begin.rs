//! `POST /api/v1/sign-in` and `/api/v1/admin/sign-in`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use contract::sign_in::{BeginSignIn, SignIn};
use identity::addresses::Portal;
use identity::{Context, sign_in};
use rules::lifetimes::SIGN_IN_TRANSACTION;

use crate::http::session_cookie::{self, Kind};
use crate::http::{Answer, Body, SameOrigin, SignInQuota};
use crate::openapi::problems;

/// Begin a sign-in
///
/// The answer is the same for known and unknown addresses. A cookie binds what follows to this
/// browser, for 10 minutes.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "beginSignIn",
    request_body = BeginSignIn,
    responses(
        (
            status = 200,
            description = "What comes next",
            body = SignIn,
            example = json!(contract::examples::waits_for_password()),
        ),
        problems::InvalidFields,
        problems::WrongOrigin,
    ),
)]
#[post("/sign-in")]
pub async fn user(
    _origin: SameOrigin,
    _quota: SignInQuota,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<BeginSignIn>,
) -> Answer<HttpResponse> {
    begin(Portal::User, &context, &request, body).await
}

/// Begin a sign-in (administrator)
///
/// The answer is the same for known and unknown addresses. A cookie binds what follows to this
/// browser, for 10 minutes.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "beginAdministratorSignIn",
    request_body = BeginSignIn,
    responses(
        (
            status = 200,
            description = "What comes next",
            body = SignIn,
            example = json!(contract::examples::waits_for_password()),
        ),
        problems::InvalidFields,
        problems::WrongOrigin,
    ),
)]
#[post("/admin/sign-in")]
pub async fn administrator(
    _origin: SameOrigin,
    _quota: SignInQuota,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<BeginSignIn>,
) -> Answer<HttpResponse> {
    begin(Portal::Admin, &context, &request, body).await
}

async fn begin(
    portal: Portal,
    context: &Context,
    request: &HttpRequest,
    body: BeginSignIn,
) -> Answer<HttpResponse> {
    let begun = sign_in::begin(context, portal, &body.email).await?;
    let token = begun.token.reveal();
    let cookie = session_cookie::set(request, Kind::SignIn, portal, token, SIGN_IN_TRANSACTION);
    Ok(HttpResponse::Ok().cookie(cookie).json(begun.sign_in))
}
