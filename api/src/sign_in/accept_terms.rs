use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::sign_in::SignIn;
use contract::terms::AcceptTerms;
use identity::{Context, sign_in};

use super::step::SignInStep;
use crate::http::{ApiResult, Body};
use crate::openapi::problems;

/// Accept the terms
///
/// Required after the other steps if their response says so, and contains the terms. Send the version that was
/// shown: if another one is the current version by then, `conflict`; resume the sign-in to get it. To decline,
/// cancel the sign-in.
#[utoipa::path(
    post,
    path = "/sign-in/terms",
    tag = "Signing in",
    operation_id = "acceptTerms",
    security(("sign_in_cookie" = [])),
    responses(
        (status = 200, description = "The next step, or the session", body = SignIn),
        problems::SignInExpired,
        problems::AccountRefused,
        problems::WrongStep,
        problems::Conflict,
    ),
)]
pub async fn accept_terms(
    step: SignInStep,
    context: Data<Context>,
    Body(body): Body<AcceptTerms>,
) -> ApiResult<HttpResponse> {
    let token = step.token()?;
    let advanced = sign_in::accept_terms(&context, step.portal, &token, body, &step.client).await?;
    Ok(step.answer(advanced))
}
