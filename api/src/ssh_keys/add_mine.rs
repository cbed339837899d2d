use actix_web::web::Data;
use contract::ssh_keys::{AddSshKey, SshKey};
use identity::{Context, ssh_keys};

use crate::http::{ApiResult, AsUser, Body, Created};
use crate::openapi::problems;

/// Add an SSH key
///
/// Send a public key in OpenSSH format, without options before it: Ed25519, ECDSA (P-256, P-384,
/// P-521), RSA of at least 2048 bits, or a key on a FIDO security key. Others are refused with the
/// reason: the code of the error of `publicKey` is `weak`, `unsupported`, `options`, `certificate`,
/// `other_format`, `several`, `malformed`, or `private_key`. **A private key that was sent is
/// exposed**: it is not stored, but must be replaced.
///
/// A key can belong to only one user of an organization, and an account can have 20 keys. The user gets
/// an email.
///
/// Requires step-up authentication within the last 5 minutes: see `/me/proof`.
#[utoipa::path(
    post,
    path = "/me/ssh-keys",
    tag = "My account",
    operation_id = "addMySshKey",
    responses(
        (status = 201, description = "The key", body = SshKey),
        problems::ProofRequired,
        problems::Taken,
        problems::Conflict,
    ),
)]
pub async fn add_mine(
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<AddSshKey>,
) -> ApiResult<Created<SshKey>> {
    let added = ssh_keys::add_mine(&context, &user, &body).await?;
    let path = format!("/api/v1/me/ssh-keys/{}", added.id);
    Ok(Created::at(path, added))
}
