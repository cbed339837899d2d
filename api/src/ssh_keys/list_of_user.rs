use actix_web::web::{Data, Json};
use contract::ids::UserId;
use contract::page::Page;
use contract::ssh_keys::SshKey;
use identity::permitted::UsersRead;
use identity::{Context, ssh_keys};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// List a user's SSH keys
///
/// Oldest first.
#[utoipa::path(
    get,
    path = "/users/{id}/ssh-keys",
    tag = "Users",
    operation_id = "listUserSshKeys",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "All keys", body = Page<SshKey>),
        problems::NotFound,
    ),
)]
pub async fn list_of_user(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Json<Page<SshKey>>> {
    Ok(Json(ssh_keys::of_user(&context, &principal, id).await?))
}
