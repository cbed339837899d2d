use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{SshKeyId, UserId};
use identity::permitted::UsersAssist;
use identity::{Context, ssh_keys};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Remove an SSH key of a user
///
/// The user gets an email.
#[utoipa::path(
    delete,
    path = "/users/{id}/ssh-keys/{key}",
    tag = "Users",
    operation_id = "removeUserSshKey",
    params(
        ("id" = UserId, Path, description = "The user"),
        ("key" = SshKeyId, Path, description = "The key"),
    ),
    responses((status = 204, description = "Removed"), problems::NotFound),
)]
pub async fn remove_of_user(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path((id, key)): Path<(UserId, SshKeyId)>,
) -> ApiResult<HttpResponse> {
    ssh_keys::remove_of_user(&context, &principal, id, key).await?;
    Ok(HttpResponse::NoContent().finish())
}
