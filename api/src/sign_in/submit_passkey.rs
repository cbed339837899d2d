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
/// Send the response of `navigator.credentials.get`. The passkey must have verified its user, so it
/// replaces both password and factor. A locked, suspended or staged account is refused with the
/// reason.
#[utoipa::path(
    post,
    path = "/sign-in/passkey",
    tag = "Signing in",
    operation_id = "submitPasskey | submitPasskeyAdministrator",
    responses(
        (status = 200, description = "The next step, or the session", body = SignIn),
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
