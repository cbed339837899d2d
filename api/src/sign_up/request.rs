use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::sign_up::RequestSignUp;
use identity::{Context, sign_up};

use super::SignUpSwitch;
use crate::http::{ApiResult, Body, Caller, SignInQuota};
use crate::openapi::problems;

/// Sign up an organization
///
/// Emails a link that works once, for 24 hours, and replaces the previous one. The response is the same
/// for known and unknown addresses. Refused unless the configuration of the server allows sign-up.
#[utoipa::path(
    post,
    path = "/sign-up",
    tag = "Set-up",
    operation_id = "requestSignUp",
    responses(
        (status = 204, description = "An email is queued"),
        problems::NotFound,
    ),
)]
pub async fn request(
    _quota: SignInQuota,
    Caller(client): Caller,
    switch: Data<SignUpSwitch>,
    context: Data<Context>,
    Body(body): Body<RequestSignUp>,
) -> ApiResult<HttpResponse> {
    switch.require()?;
    sign_up::request(&context, &body, &client).await?;
    Ok(HttpResponse::NoContent().finish())
}
