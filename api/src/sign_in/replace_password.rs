use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::sign_in::{ReplacePassword, SignIn};
use identity::{Context, sign_in};

use super::step::SignInStep;
use crate::http::{ApiResult, Body};
use crate::openapi::problems;

/// Replace a temporary or expired password
///
/// Required after the password step if its response says so. Completes the sign-in if no other step
/// is left.
#[utoipa::path(
    post,
    path = "/sign-in/replace-password",
    tag = "Signing in",
    operation_id = "replacePassword | replacePasswordAdministrator",
    security(("sign_in_cookie" = [])),
    responses(
        (status = 200, description = "The next step, or the session", body = SignIn),
        problems::SignInExpired,
        problems::AccountRefused,
        problems::WrongStep,
    ),
)]
pub async fn replace_password(
    step: SignInStep,
    context: Data<Context>,
    Body(body): Body<ReplacePassword>,
) -> ApiResult<HttpResponse> {
    let token = step.token()?;
    let new = &body.new_password;
    let advanced =
        sign_in::replace_password(&context, step.portal, &token, new, &step.client).await?;
    Ok(step.answer(advanced))
}
