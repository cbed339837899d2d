use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::sign_in::{SignIn, SubmitFactor};
use identity::{Context, sign_in};

use super::step::SignInStep;
use crate::http::{ApiResult, Body};
use crate::openapi::problems;

/// Submit a factor
///
/// Follows the password step if its response lists factors. A wrong factor counts as a failed
/// attempt, and each code works once.
#[utoipa::path(
    post,
    path = "/sign-in/factor",
    tag = "Signing in",
    operation_id = "submitFactor | submitFactorAdministrator",
    security(("sign_in_cookie" = [])),
    responses(
        (status = 200, description = "The next step, or the session", body = SignIn),
        problems::SignInExpired,
        problems::AccountRefused,
        problems::WrongStep,
    ),
)]
pub async fn submit_factor(
    step: SignInStep,
    context: Data<Context>,
    Body(body): Body<SubmitFactor>,
) -> ApiResult<HttpResponse> {
    let token = step.token()?;
    let advanced =
        sign_in::submit_factor(&context, step.portal, &token, &body.factor, &step.client).await?;
    Ok(step.answer(advanced))
}
