use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::sign_up::ConfirmSignUp;
use identity::{Context, sign_up};

use super::SignUpSwitch;
use crate::http::{ApiResult, Body, Caller, SignInQuota};
use crate::openapi::problems;

/// Confirm a sign-up
///
/// Creates the organization and its owner, who can then sign in. Requires the token of the emailed
/// link, which works once.
#[utoipa::path(
    post,
    path = "/sign-up/confirm",
    tag = "Set-up",
    operation_id = "confirmSignUp",
    responses(
        (status = 204, description = "The organization and its owner were created"),
        problems::LinkNotUsable,
        problems::NotFound,
        problems::Taken,
    ),
)]
pub async fn confirm(
    _quota: SignInQuota,
    Caller(client): Caller,
    switch: Data<SignUpSwitch>,
    context: Data<Context>,
    Body(body): Body<ConfirmSignUp>,
) -> ApiResult<HttpResponse> {
    switch.require()?;
    sign_up::confirm(&context, &body, &client).await?;
    Ok(HttpResponse::NoContent().finish())
}
