use actix_web::HttpResponse;
use actix_web::web::Data;
use identity::{Context, recovery_email};

use crate::http::{Answer, AsUser};
use crate::openapi::problems;

/// Mail the verification of my recovery email again
///
/// Its link works once, for 4 hours; the older one is void.
#[utoipa::path(
    post,
    path = "/me/recovery-email/resend",
    tag = "My account",
    operation_id = "resendMyRecoveryEmail",
    responses(
        (status = 204, description = "The mail is on its way"),
        problems::Conflict,
        problems::Forbidden,
    ),
)]
pub async fn resend_recovery_email(
    AsUser(user): AsUser,
    context: Data<Context>,
) -> Answer<HttpResponse> {
    recovery_email::resend_own(&context, &user).await?;
    Ok(HttpResponse::NoContent().finish())
}
