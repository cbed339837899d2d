use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::oidc_client;
use rules::openid::SubjectKind;
use uuid::Uuid;

/// The name by which an application knows an account (`sub`). It never changes, and no other account
/// gets it.
pub(crate) fn subject(client: &oidc_client::Model, account: Uuid) -> String {
    match client.subject {
        SubjectKind::Id => account.to_string(),
        SubjectKind::Pairwise => {
            let named = [&client.subject_salt[..], account.as_bytes()].concat();
            URL_SAFE_NO_PAD.encode(digest(&SHA256, &named))
        }
    }
}
