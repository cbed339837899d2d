//! Token introspection (RFC 7662). The request is read by [`crate::revocation::parse`].

use serde_json::{Map, json};

use crate::reply::Reply;
use crate::scope::{self, Scopes};
use crate::token::TokenType;

/// What a client learns about one of its own active tokens.
#[derive(Clone, Debug)]
pub struct ActiveToken<'a> {
    /// The issuer.
    pub issuer: &'a str,
    /// The person.
    pub subject: &'a str,
    /// The username, if the scopes include the profile.
    pub username: Option<&'a str>,
    /// The client that the token was issued to.
    pub client_id: &'a str,
    /// Who accepts the token.
    pub audience: &'a str,
    /// The scopes.
    pub scopes: &'a Scopes,
    /// How an access token is sent. `None` for a refresh token.
    pub token_type: Option<TokenType>,
    /// When it was issued, in seconds.
    pub issued_at: i64,
    /// When it expires, in seconds.
    pub expires_at: i64,
    /// The thumbprint of the key it is bound to.
    pub dpop_jkt: Option<&'a str>,
}

/// The response about an active token.
pub fn active(token: &ActiveToken<'_>) -> Reply {
    let mut members = Map::new();
    let mut add = |name: &str, value| members.insert(name.to_owned(), value);
    add("active", json!(true));
    add("iss", json!(token.issuer));
    add("sub", json!(token.subject));
    add("client_id", json!(token.client_id));
    add("aud", json!(token.audience));
    add("scope", json!(scope::write(token.scopes)));
    add("iat", json!(token.issued_at));
    add("exp", json!(token.expires_at));
    if let Some(username) = token.username {
        add("username", json!(username));
    }
    if let Some(token_type) = token.token_type {
        add("token_type", json!(token_type));
    }
    if let Some(thumbprint) = token.dpop_jkt {
        add("cnf", json!({ "jkt": thumbprint }));
    }
    Reply::json(200, &members.into())
}

/// The response about every other token: unknown, expired, revoked, of another client, or of another
/// kind. It says nothing else (RFC 7662, 2.2).
pub fn inactive() -> Reply {
    Reply::json(200, &json!({ "active": false }))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn an_inactive_token_reveals_nothing() {
        assert_eq!(inactive().body, r#"{"active":false}"#);
        assert_eq!(inactive().status, 200);
    }

    #[test]
    fn an_active_token_is_described() {
        let scopes = scope::parse("openid email");
        let reply = active(&ActiveToken {
            issuer: "https://id.example.com",
            subject: "Z5O3upPC88QrAjx00dis",
            username: None,
            client_id: "l238j323ds-23ij4",
            audience: "https://id.example.com/oidc/userinfo",
            scopes: &scopes,
            token_type: Some(TokenType::Bearer),
            issued_at: 1_419_350_238,
            expires_at: 1_419_356_238,
            dpop_jkt: None,
        });
        let expected = json!({
            "active": true, "iss": "https://id.example.com", "sub": "Z5O3upPC88QrAjx00dis",
            "client_id": "l238j323ds-23ij4", "aud": "https://id.example.com/oidc/userinfo",
            "scope": "openid email", "token_type": "Bearer",
            "iat": 1_419_350_238, "exp": 1_419_356_238,
        });
        assert_eq!(
            serde_json::from_str::<Value>(&reply.body).unwrap(),
            expected
        );
    }
}
