use std::time::Duration;

use serde_json::{Map, json};

use crate::reply::Reply;
use crate::scope::{self, Scopes};
use crate::secret::Secret;

rules::named_values! {
    /// How the access token is sent.
    pub enum TokenType {
        /// By anyone who has it.
        Bearer = "Bearer",
        /// With a proof of its key (RFC 9449).
        Dpop = "DPoP",
    }
}

/// A successful response of the token endpoint.
#[derive(Clone, Debug)]
pub struct TokenResponse {
    /// The access token.
    pub access_token: Secret,
    /// How it is sent.
    pub token_type: TokenType,
    /// How long it is valid.
    pub expires_in: Duration,
    /// The scopes that were granted.
    pub scopes: Scopes,
    /// The refresh token, if there is one.
    pub refresh_token: Option<Secret>,
    /// The ID token, if there is one.
    pub id_token: Option<Secret>,
}

impl TokenResponse {
    /// The HTTP response (RFC 6749, 5.1). `scope` is always there, because it may be less than what
    /// was asked for.
    pub fn reply(&self) -> Reply {
        let mut members = Map::new();
        let mut add = |name: &str, value| members.insert(name.to_owned(), value);
        add("access_token", json!(self.access_token.reveal()));
        add("token_type", json!(self.token_type));
        add("expires_in", json!(self.expires_in.as_secs()));
        add("scope", json!(scope::write(&self.scopes)));
        for (name, token) in [
            ("refresh_token", &self.refresh_token),
            ("id_token", &self.id_token),
        ] {
            if let Some(token) = token {
                add(name, json!(token.reveal()));
            }
        }
        Reply::json(200, &members.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn no_cache_keeps_the_tokens() {
        let response = TokenResponse {
            access_token: Secret::new("SlAV32hkKG"),
            token_type: TokenType::Bearer,
            expires_in: Duration::from_secs(300),
            scopes: scope::parse("openid email"),
            refresh_token: Some(Secret::new("8xLOxBtZp8")),
            id_token: None,
        };
        assert!(!format!("{response:?}").contains("SlAV32hkKG"));
        let reply = response.reply();
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-type"), Some("application/json"));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(reply.header("pragma"), Some("no-cache"));
        let expected = json!({
            "access_token": "SlAV32hkKG", "token_type": "Bearer", "expires_in": 300,
            "scope": "openid email", "refresh_token": "8xLOxBtZp8",
        });
        assert_eq!(
            serde_json::from_str::<Value>(&reply.body).unwrap(),
            expected
        );
    }
}
