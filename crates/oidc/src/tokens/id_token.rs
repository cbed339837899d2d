use aws_lc_rs::digest;
use rules::openid::TokenAlgorithm;
use rules::time::Timestamp;
use serde_json::{Map, Value, json};

use super::common;
use crate::acr::Authentication;
use crate::jose::{self, Kind, SigningFailed, SigningKey};
use crate::mapping;

/// An ID token before it is signed.
#[derive(Clone, Debug)]
pub struct IdToken<'a> {
    /// The issuer.
    pub issuer: &'a str,
    /// The person, by a name that never changes and is never used again.
    pub subject: &'a str,
    /// The client, which is the only audience.
    pub client_id: &'a str,
    /// When it is issued.
    pub issued_at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
    /// How the person was authenticated.
    pub authentication: &'a Authentication,
    /// The client's own value from the authorization request.
    pub nonce: Option<&'a str>,
    /// The application session (`sid`), which logout tokens name.
    pub session_id: &'a str,
    /// The access token that is issued with it.
    pub access_token: Option<&'a str>,
    /// Claims about the person. Reserved names in it are ignored.
    pub person: &'a Map<String, Value>,
}

impl IdToken<'_> {
    /// The claims, as a token signed with this algorithm contains them.
    pub fn claims(&self, algorithm: TokenAlgorithm) -> Map<String, Value> {
        let mut claims = common(self.issuer, self.client_id, self.issued_at, self.expires_at);
        let mut add = |name: &str, value| claims.insert(name.to_owned(), value);
        add("sub", json!(self.subject));
        let auth_time = self.authentication.at.unix_seconds();
        add("auth_time", json!(auth_time));
        add("acr", json!(self.authentication.acr));
        add("amr", json!(self.authentication.amr));
        add("sid", json!(self.session_id));
        if let Some(nonce) = self.nonce {
            add("nonce", json!(nonce));
        }
        if let Some(token) = self.access_token {
            add("at_hash", json!(access_token_hash(token, algorithm)));
        }
        for (name, value) in self.person {
            // The caller has refused these names when they were configured. This is for the case
            // that one has become reserved since then.
            if !mapping::is_protocol_claim(name) {
                claims.insert(name.clone(), value.clone());
            }
        }
        claims
    }

    /// Signs the token.
    ///
    /// # Errors
    /// If the key does not sign.
    pub fn sign(&self, key: &SigningKey) -> Result<String, SigningFailed> {
        key.sign(Kind::IdToken, self.claims(key.algorithm()))
    }
}

/// The claim `at_hash`: the left half of the hash that belongs to the algorithm (OpenID Connect Core,
/// 3.1.3.6). For Ed25519 this is SHA-512.
pub fn access_token_hash(token: &str, algorithm: TokenAlgorithm) -> String {
    let hash = match algorithm {
        TokenAlgorithm::Rs256 | TokenAlgorithm::Es256 => &digest::SHA256,
        TokenAlgorithm::EdDsa => &digest::SHA512,
    };
    let hash = digest::digest(hash, token.as_bytes());
    let (left, _) = hash.as_ref().split_at(hash.as_ref().len() / 2);
    jose::encode(left)
}
