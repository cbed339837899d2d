use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::UserId;
use identity::permitted::UsersAssist;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Send a password reset email to a user
///
/// The link works once, for an hour. Only for active users whose email is verified, so nobody gets a link by
/// entering another address. Set a temporary password instead.
#[utoipa::path(
    post,
    path = "/users/{id}/send-password-reset",
    tag = "Users",
    operation_id = "sendUserPasswordReset",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 204, description = "The email is queued"),
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn send_password_reset(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<HttpResponse> {
    users::send_password_reset(&context, &principal, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
