use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{ApplicationPasswordId, UserId};
use identity::permitted::UsersAssist;
use identity::{Context, application_passwords};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Revoke an application password of a user
///
/// It stops working immediately. The user gets an email.
#[utoipa::path(
    delete,
    path = "/users/{id}/application-passwords/{password}",
    tag = "Users",
    operation_id = "revokeUserApplicationPassword",
    params(
        ("id" = UserId, Path, description = "The user"),
        ("password" = ApplicationPasswordId, Path, description = "The application password"),
    ),
    responses((status = 204, description = "Revoked"), problems::NotFound),
)]
pub async fn revoke_of_user(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path((id, password)): Path<(UserId, ApplicationPasswordId)>,
) -> ApiResult<HttpResponse> {
    application_passwords::revoke_of_user(&context, &principal, id, password).await?;
    Ok(HttpResponse::NoContent().finish())
}
