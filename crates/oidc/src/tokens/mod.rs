//! The tokens that the server signs.

mod access_token;
mod id_token;
mod logout_token;

pub use access_token::{AccessClaims, AccessToken};
pub use id_token::{IdToken, access_token_hash};
pub use logout_token::LogoutToken;

use rules::time::Timestamp;
use serde_json::{Map, Value, json};

/// The claims that all tokens have.
fn common(issuer: &str, audience: &str, iat: Timestamp, exp: Timestamp) -> Map<String, Value> {
    let claims = [
        ("iss", json!(issuer)),
        ("aud", json!(audience)),
        ("iat", json!(iat.unix_seconds())),
        ("exp", json!(exp.unix_seconds())),
    ];
    claims
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}
