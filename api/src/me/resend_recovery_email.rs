use actix_web::HttpResponse;
use actix_web::web::Data;
use identity::{Context, recovery_email};

use crate::http::{ApiResult, AsUser};
use crate::openapi::problems;

/// Resend the verification email of my recovery email
///
/// The link works once, for a day. The previous one no longer works. An address gets one such
/// email per day and user, or up to three if they could not be delivered.
#[utoipa::path(
    post,
    path = "/me/recovery-email/resend",
    tag = "My account",
    operation_id = "resendMyRecoveryEmail",
    responses(
        (status = 204, description = "The email is queued"),
        problems::Conflict,
        problems::Forbidden,
    ),
)]
pub async fn resend_recovery_email(
    AsUser(user): AsUser,
    context: Data<Context>,
) -> ApiResult<HttpResponse> {
    recovery_email::resend_mine(&context, &user).await?;
    Ok(HttpResponse::NoContent().finish())
}
