use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::SshKeyId;
use identity::{Context, ssh_keys};

use crate::http::{ApiResult, AsUser, Path};
use crate::openapi::problems;

/// Remove one of my SSH keys
///
/// You get an email.
#[utoipa::path(
    delete,
    path = "/me/ssh-keys/{id}",
    tag = "My account",
    operation_id = "removeMySshKey",
    params(("id" = SshKeyId, Path, description = "The key")),
    responses((status = 204, description = "Removed"), problems::NotFound),
)]
pub async fn remove_mine(
    AsUser(user): AsUser,
    context: Data<Context>,
    Path(id): Path<SshKeyId>,
) -> ApiResult<HttpResponse> {
    ssh_keys::remove_mine(&context, &user, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
