use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Send a password reset email to an administrator
///
/// The link works once, for 24 hours.
#[utoipa::path(
    post,
    path = "/administrators/{id}/send-password-reset",
    tag = "Administrators",
    operation_id = "sendAdministratorPasswordReset",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        (status = 204, description = "The email is queued"),
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn send_password_reset(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> ApiResult<HttpResponse> {
    administrators::send_password_reset(&context, &principal, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
