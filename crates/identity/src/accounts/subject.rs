use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::oidc_client;
use rules::openid::SubjectKind;
use uuid::Uuid;

use crate::Error;

/// The number of random bytes that make the names of an application different from those of others.
const SALT: usize = 32;

/// The name by which an application knows an account (`sub`). It never changes, and no other account
/// gets it.
pub(crate) fn subject(client: &oidc_client::Model, account: Uuid) -> String {
    match client.subject {
        SubjectKind::Id => account.to_string(),
        SubjectKind::Pairwise => pairwise(&client.subject_salt, account),
    }
}

/// The name of an account or a session for the application with this salt, and for no other
/// application.
pub(crate) fn pairwise(salt: &[u8], of: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, &[salt, of.as_bytes()].concat()))
}

/// The salt of a new application.
///
/// # Errors
/// If no random numbers are available.
pub(crate) fn new_salt() -> Result<Vec<u8>, Error> {
    let mut salt = vec![0; SALT];
    rand::fill(&mut salt).map_err(|_| Error::internal("no randomness"))?;
    Ok(salt)
}
