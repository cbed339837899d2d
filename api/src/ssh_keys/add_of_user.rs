use actix_web::web::Data;
use contract::ids::UserId;
use contract::ssh_keys::{AddSshKey, SshKey};
use identity::permitted::UsersWrite;
use identity::{Context, ssh_keys};

use crate::http::{Allowed, ApiResult, Body, Created, Path};
use crate::openapi::problems;

/// Add an SSH key to a user
///
/// As `POST /me/ssh-keys`. Anyone with the private key can sign in to hosts as this user, so
/// administrators need step-up authentication within the last 5 minutes, and the user gets an email.
#[utoipa::path(
    post,
    path = "/users/{id}/ssh-keys",
    tag = "Users",
    operation_id = "addUserSshKey",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 201, description = "The key", body = SshKey),
        problems::NotFound,
        problems::ProofRequired,
        problems::Taken,
        problems::Conflict,
    ),
)]
pub async fn add_of_user(
    Allowed(principal): Allowed<UsersWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    Body(body): Body<AddSshKey>,
) -> ApiResult<Created<SshKey>> {
    let added = ssh_keys::add_of_user(&context, &principal, id, &body).await?;
    let path = format!("/api/v1/users/{id}/ssh-keys/{}", added.id);
    Ok(Created::at(path, added))
}
