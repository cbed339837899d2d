use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::sign_in::{SignIn, SubmitPassword};
use identity::{Context, sign_in};

use super::step::SignInStep;
use crate::http::{ApiResult, Body};
use crate::openapi::problems;

/// Submit the password
///
/// The response is the same for a wrong password and an unknown address. The reason for refusing a locked,
/// suspended or staged account is only given if the password is correct. A lock after wrong passwords does
/// not refuse a browser that has signed in to the account before, as its device cookie shows. If no other
/// step is left, the response contains an access token, and the refresh token and the device cookie are set.
#[utoipa::path(
    post,
    path = "/sign-in/password",
    tag = "Signing in",
    operation_id = "submitPassword | submitPasswordAdministrator",
    security(("sign_in_cookie" = [])),
    responses(
        (status = 200, description = "The next step, or the session", body = SignIn),
        problems::WrongCredentials,
        problems::AccountRefused,
        problems::WrongStep,
    ),
)]
pub async fn submit_password(
    step: SignInStep,
    context: Data<Context>,
    Body(body): Body<SubmitPassword>,
) -> ApiResult<HttpResponse> {
    let token = step.token()?;
    let password = &body.password;
    let advanced =
        sign_in::submit_password(&context, step.portal, &token, password, &step.client).await?;
    Ok(step.answer(advanced))
}
