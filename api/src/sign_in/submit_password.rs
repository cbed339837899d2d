use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::sign_in::{SignIn, SubmitPassword};
use identity::{Context, sign_in};

use super::answer;
use crate::http::{Answer, AtPortal, Body, Caller, SameOrigin, SignInQuota};
use crate::openapi::problems;

/// Give the password
///
/// A wrong password and an unknown address get the same answer. Only after a right one is a
/// locked, suspended or staged account told so. When nothing else is due, the answer is complete:
/// it has an access token, and a cookie the refresh token.
#[utoipa::path(
    post,
    path = "/sign-in/password",
    tag = "Signing in",
    operation_id = "submitPassword | submitPasswordAdministrator",
    responses(
        (status = 200, description = "What comes next, or the session", body = SignIn),
        problems::WrongCredentials,
        problems::AccountRefused,
        problems::WrongStep,
        problems::Busy,
    ),
)]
pub async fn submit_password(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<SubmitPassword>,
) -> Answer<HttpResponse> {
    let token = answer::token(&request, portal)?;
    let password = &body.password;
    let step = sign_in::submit_password(&context, portal, &token, password, &client).await?;
    Ok(answer::advanced(&request, portal, step))
}
