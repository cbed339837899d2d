use actix_web::web::{Data, Json};
use contract::links::LinkToken;
use contract::sign_up::SignUpDetails;
use identity::{Context, sign_up};

use super::SignUpSwitch;
use crate::http::{ApiResult, Body, SignInQuota};
use crate::openapi::problems;

/// Inspect the link of a sign-up
///
/// Returns the details for the page of the emailed link. Changes nothing.
#[utoipa::path(
    post,
    path = "/sign-up/inspect",
    tag = "Set-up",
    operation_id = "inspectSignUp",
    responses(
        (status = 200, description = "The link is valid", body = SignUpDetails),
        problems::LinkNotUsable,
        problems::NotFound,
    ),
)]
pub async fn inspect(
    _quota: SignInQuota,
    switch: Data<SignUpSwitch>,
    context: Data<Context>,
    Body(body): Body<LinkToken>,
) -> ApiResult<Json<SignUpDetails>> {
    switch.require()?;
    Ok(Json(sign_up::inspect(&context, &body.token).await?))
}
