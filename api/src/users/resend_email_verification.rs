use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::UserId;
use identity::permitted::UsersAssist;
use identity::{Context, company_email};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Resend the verification email of a user's email
///
/// For an email that was changed. The link works once, for a day. The previous one no longer works. An
/// address gets one such email per day and user, or up to three if they could not be delivered.
#[utoipa::path(
    post,
    path = "/users/{id}/email/resend",
    tag = "Users",
    operation_id = "resendUserEmailVerification",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 204, description = "The email is queued"),
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn resend_email_verification(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<HttpResponse> {
    company_email::resend(&context, &principal, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
