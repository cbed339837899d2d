use rules::time::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::common;
use crate::jose::{Jws, Kind, PublicKey, SigningFailed, SigningKey};
use crate::scope::{self, Scopes};

/// An access token (RFC 9068) before it is signed. It contains neither permissions nor claims about the
/// person: every use asks the database.
#[derive(Clone, Debug)]
pub struct AccessToken<'a> {
    /// The issuer.
    pub issuer: &'a str,
    /// Who accepts it: the userinfo endpoint, or an API.
    pub audience: &'a str,
    /// The person.
    pub subject: &'a str,
    /// The client.
    pub client_id: &'a str,
    /// The grant. Its state decides whether the token is valid.
    pub grant_id: &'a str,
    /// The identifier of the token.
    pub id: &'a str,
    /// When it is issued.
    pub issued_at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
    /// The scopes.
    pub scopes: &'a Scopes,
    /// The thumbprint of the key it is bound to (RFC 9449, 6.1).
    pub dpop_jkt: Option<&'a str>,
}

impl AccessToken<'_> {
    /// Signs the token.
    ///
    /// # Errors
    /// If the key does not sign.
    pub fn sign(&self, key: &SigningKey) -> Result<String, SigningFailed> {
        let mut claims = common(self.issuer, self.audience, self.issued_at, self.expires_at);
        let mut add = |name: &str, value| claims.insert(name.to_owned(), value);
        add("sub", json!(self.subject));
        add("client_id", json!(self.client_id));
        add("gid", json!(self.grant_id));
        add("jti", json!(self.id));
        add("scope", json!(scope::write(self.scopes)));
        if let Some(thumbprint) = self.dpop_jkt {
            add("cnf", json!({ "jkt": thumbprint }));
        }
        key.sign(Kind::AccessToken, claims)
    }
}

/// The claims of an access token that was verified.
#[derive(Clone, Debug, Deserialize)]
pub struct AccessClaims {
    iss: String,
    aud: String,
    /// The person.
    pub sub: String,
    /// The client.
    pub client_id: String,
    /// The grant.
    #[serde(rename = "gid")]
    pub grant_id: String,
    /// The identifier of the token.
    pub jti: String,
    /// When it was issued, in seconds.
    pub iat: i64,
    /// When it expires, in seconds.
    pub exp: i64,
    scope: String,
    #[serde(default)]
    cnf: Option<Value>,
}

impl AccessClaims {
    /// Reads an access token of this server. Returns `None` for any other token, and for an expired
    /// one. Whether its grant is still valid is for the caller to check.
    pub fn read(
        token: &str,
        keys: &[PublicKey],
        issuer: &str,
        audience: &str,
        now: Timestamp,
    ) -> Option<Self> {
        let claims = Self::verify(token, keys)?;
        claims.is_valid(issuer, audience, now).then_some(claims)
    }

    /// The claims of an access token that one of the keys has signed. As this does not depend on the time,
    /// the result can be kept. [`Self::is_valid`] has to be asked at each use.
    pub fn verify(token: &str, keys: &[PublicKey]) -> Option<Self> {
        Jws::parse(token, Kind::AccessToken)?.verify(keys)
    }

    /// Whether the token was issued by `issuer` for `audience`, and has not expired.
    pub fn is_valid(&self, issuer: &str, audience: &str, now: Timestamp) -> bool {
        self.iss == issuer
            && self.aud == audience
            && self.iat <= now.unix_seconds() + 1
            && now.unix_seconds() < self.exp
    }

    /// The scopes.
    pub fn scopes(&self) -> Scopes {
        scope::parse(&self.scope)
    }

    /// The thumbprint of the key it is bound to.
    pub fn dpop_jkt(&self) -> Option<&str> {
        self.cnf.as_ref()?.get("jkt")?.as_str()
    }
}
