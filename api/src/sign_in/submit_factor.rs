use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::sign_in::{SignIn, SubmitFactor};
use identity::{Context, sign_in};

use super::answer;
use crate::http::{Answer, AtPortal, Body, Caller, SameOrigin, SignInQuota};
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
    responses(
        (status = 200, description = "The next step, or the session", body = SignIn),
        problems::SignInExpired,
        problems::InvalidFields,
        problems::AccountRefused,
        problems::WrongStep,
    ),
)]
pub async fn submit_factor(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<SubmitFactor>,
) -> Answer<HttpResponse> {
    let token = answer::token(&request, portal)?;
    let step = sign_in::submit_factor(&context, portal, &token, &body.factor, &client).await?;
    Ok(answer::advanced(&request, portal, step))
}
