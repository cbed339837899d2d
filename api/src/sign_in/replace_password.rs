use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::sign_in::{ReplacePassword, SignIn};
use identity::{Context, sign_in};

use super::answer;
use crate::http::{Answer, AtPortal, Body, Caller, SameOrigin, SignInQuota};
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
    responses(
        (status = 200, description = "The next step, or the session", body = SignIn),
        problems::SignInExpired,
        problems::InvalidFields,
        problems::AccountRefused,
        problems::WrongStep,
        problems::Busy,
    ),
)]
pub async fn replace_password(
    _origin: SameOrigin,
    _quota: SignInQuota,
    Caller(client): Caller,
    AtPortal(portal): AtPortal,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<ReplacePassword>,
) -> Answer<HttpResponse> {
    let token = answer::token(&request, portal)?;
    let new = &body.new_password;
    let step = sign_in::replace_password(&context, portal, &token, new, &client).await?;
    Ok(answer::advanced(&request, portal, step))
}
