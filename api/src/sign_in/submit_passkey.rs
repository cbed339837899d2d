use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::factors::PasskeyAnswer;
use contract::sign_in::SignIn;
use identity::{Context, sign_in};

use super::step::SignInStep;
use crate::http::{ApiResult, Body};
use crate::openapi::problems;

/// Sign in with a passkey
///
/// Send the response of `navigator.credentials.get`. The passkey must have verified its user, so it
/// replaces both password and factor. A suspended or staged account is refused with the reason,
/// and so is a locked one, except after wrong passwords.
#[utoipa::path(
    post,
    path = "/sign-in/passkey",
    tag = "Signing in",
    operation_id = "submitPasskey | submitPasskeyAdministrator",
    security(("passkey_cookie" = [])),
    responses(
        (status = 200, description = "The next step, or the session", body = SignIn),
        problems::WrongPasskey,
        problems::AccountRefused,
        problems::WrongStep,
    ),
)]
pub async fn submit_passkey(
    step: SignInStep,
    context: Data<Context>,
    Body(body): Body<PasskeyAnswer>,
) -> ApiResult<HttpResponse> {
    let token = step.passkey_token()?;
    let advanced =
        sign_in::submit_passkey(&context, step.portal, &token, &body, &step.client).await?;
    Ok(step.answer_to_passkey(advanced))
}
