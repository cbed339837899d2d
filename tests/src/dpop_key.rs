//! A key whose possession an application proves (DPoP, RFC 9449). A test can set every part of a proof.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::{SystemRandom, fill};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use rules::time::Timestamp;
use serde_json::{Value, json};

use crate::encode;

/// A key on P-256.
pub struct DpopKey(EcdsaKeyPair);

/// The hash of an access token in a proof (`ath`), or of a text in general.
pub fn access_token_hash(token: &str) -> String {
    encode(digest(&SHA256, token.as_bytes()).as_ref())
}

impl DpopKey {
    /// Another key.
    pub fn generate() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    /// The public key.
    pub fn jwk(&self) -> Value {
        let [x, y] = self.coordinates();
        json!({"crv": "P-256", "kty": "EC", "x": x, "y": y})
    }

    /// Its thumbprint (RFC 7638).
    pub fn thumbprint(&self) -> String {
        let [x, y] = self.coordinates();
        access_token_hash(&format!(
            r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#
        ))
    }

    fn coordinates(&self) -> [String; 2] {
        let point = self.0.public_key().as_ref();
        [encode(&point[1..33]), encode(&point[33..])]
    }

    /// The header of a proof.
    pub fn header(&self) -> Value {
        json!({"typ": "dpop+jwt", "alg": "ES256", "jwk": self.jwk()})
    }

    /// The claims of a new proof for a request. `changes` replace some of them.
    pub fn claims(method: &str, address: &str, at: Timestamp, changes: &[(&str, Value)]) -> Value {
        let mut id = [0; 16];
        fill(&mut id).unwrap();
        let mut claims = json!({
            "jti": encode(&id), "htm": method, "htu": address, "iat": at.unix_seconds(),
        });
        for (name, value) in changes {
            claims[*name] = value.clone();
        }
        claims
    }

    /// A proof with this header and these claims.
    pub fn signed(&self, header: &Value, claims: &Value) -> String {
        let signed = format!(
            "{}.{}",
            encode(header.to_string().as_bytes()),
            encode(claims.to_string().as_bytes())
        );
        let random = SystemRandom::new();
        let signature = self.0.sign(&random, signed.as_bytes()).unwrap();
        format!("{signed}.{}", encode(signature.as_ref()))
    }
}
