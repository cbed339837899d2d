use actix_web::HttpResponse;
use actix_web::web::Data;
use identity::{Context, company_email};

use crate::http::{ApiResult, AsUser};
use crate::openapi::problems;

/// Resend the verification email of my email
///
/// For an email that an administrator has changed. The link works once, for a day. The previous one no longer
/// works. An address gets one such email per day and user, or up to three if they could not be delivered.
#[utoipa::path(
    post,
    path = "/me/email/resend",
    tag = "My account",
    operation_id = "resendMyEmailVerification",
    responses((status = 204, description = "The email is queued"), problems::Conflict),
)]
pub async fn resend_email_verification(
    AsUser(user): AsUser,
    context: Data<Context>,
) -> ApiResult<HttpResponse> {
    company_email::resend_mine(&context, &user).await?;
    Ok(HttpResponse::NoContent().finish())
}
