use std::time::Duration;

use rules::time::Timestamp;
use serde_json::json;

use super::common;
use crate::form;
use crate::jose::{Kind, SigningFailed, SigningKey};

/// The event of back-channel logout.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// A logout token (OpenID Connect Back-Channel Logout, 2.4) before it is signed. It never contains a
/// nonce, so that it cannot pass for an ID token.
#[derive(Clone, Debug)]
pub struct LogoutToken<'a> {
    /// The issuer.
    pub issuer: &'a str,
    /// The client.
    pub client_id: &'a str,
    /// The person.
    pub subject: &'a str,
    /// The application session that has ended.
    pub session_id: &'a str,
    /// The identifier of the token. Another delivery of the same notice has the same one.
    pub id: &'a str,
    /// When it is issued.
    pub issued_at: Timestamp,
}

impl LogoutToken<'_> {
    /// How long a logout token is valid.
    pub const LIFETIME: Duration = Duration::from_secs(2 * 60);

    /// Signs the token.
    ///
    /// # Errors
    /// If the key does not sign.
    pub fn sign(&self, key: &SigningKey) -> Result<String, SigningFailed> {
        let expires_at = self.issued_at.plus(Self::LIFETIME);
        let mut claims = common(self.issuer, self.client_id, self.issued_at, expires_at);
        let mut add = |name: &str, value| claims.insert(name.to_owned(), value);
        add("sub", json!(self.subject));
        add("sid", json!(self.session_id));
        add("jti", json!(self.id));
        add("events", json!({ EVENT: {} }));
        key.sign(Kind::LogoutToken, claims)
    }

    /// The body of the request that delivers a signed token, as
    /// `application/x-www-form-urlencoded`.
    pub fn body(signed: &str) -> String {
        format!("logout_token={}", form::encode(signed))
    }
}
