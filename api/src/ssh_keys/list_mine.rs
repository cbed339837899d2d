use actix_web::web::{Data, Json};
use contract::page::Page;
use contract::ssh_keys::SshKey;
use identity::{Context, ssh_keys};

use crate::http::{ApiResult, AsUser};

/// List my SSH keys
///
/// Oldest first.
#[utoipa::path(
    get,
    path = "/me/ssh-keys",
    tag = "My account",
    operation_id = "listMySshKeys",
    responses((status = 200, description = "All keys", body = Page<SshKey>)),
)]
pub async fn list_mine(
    AsUser(user): AsUser,
    context: Data<Context>,
) -> ApiResult<Json<Page<SshKey>>> {
    Ok(Json(ssh_keys::mine(&context, &user).await?))
}
