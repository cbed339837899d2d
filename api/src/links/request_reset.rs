use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::links::RequestPasswordReset;
use identity::{Context, links};

use crate::http::{ApiResult, AtPortal, Body, Caller, SignInQuota};

/// Request a password reset link
///
/// The response is the same for known and unknown addresses. If the address is known, a reset link
/// is emailed that works once, for an hour. A user without a password is sent the activation email
/// again.
#[utoipa::path(
    post,
    path = "/password-reset",
    tag = "Links",
    operation_id = "requestPasswordReset | requestAdministratorPasswordReset",
    responses(
        (status = 204, description = "If the address is known, an email is queued"),
    ),
)]
pub async fn request_reset(
    _quota: SignInQuota,
    AtPortal(portal): AtPortal,
    Caller(client): Caller,
    context: Data<Context>,
    Body(body): Body<RequestPasswordReset>,
) -> ApiResult<HttpResponse> {
    links::request_reset(&context, portal, &body.email, client).await?;
    Ok(HttpResponse::NoContent().finish())
}
