use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::factors::PasskeyAnswer;
use contract::sign_in::SignIn;
use identity::{Context, sign_in};

use super::answer;
use crate::http::{Answer, AtPortal, Body, Caller, SameOrigin, SignInQuota};
use crate::openapi::problems;

/// Sign in with a passkey
///
/// With what `navigator.credentials.get` answered. The passkey must have verified its user, so it is
/// the password and the second factor in one. A locked, suspended or staged account is told so.
#[utoipa::path(
    post,
    path = "/sign-in/passkey",
    tag = "Signing in",
    operation_id = "submitPasskey | submitPasskeyAdministrator",
    responses(
        (status = 200, description = "What comes next, or the session", body = SignIn),
        problems::WrongPasskey,
        problems::AccountRefused,
        problems::WrongStep,
    ),
)]
pub async fn submit_passkey(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<PasskeyAnswer>,
) -> Answer<HttpResponse> {
    let token = answer::token(&request, portal)?;
    let step = sign_in::submit_passkey(&context, portal, &token, &body, &client).await?;
    Ok(answer::advanced(&request, portal, step))
}
