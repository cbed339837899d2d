//! Keys, clients and tokens for tests.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rules::openid::{ClientAuthentication, ClientKind, PkcePolicy, TokenAlgorithm};
use rules::time::Timestamp;
use serde_json::Value;

use crate::client::Client;
use crate::jose::{self, SigningKey};

pub(crate) const ISSUER: &str = "https://id.example.com";
pub(crate) const CALLBACK: &str = "https://app.example.com/oauth/callback";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A key of each algorithm: PKCS #8 and parsed. Generating one for RSA takes a while.
pub(crate) struct TestKey {
    pub pkcs8: Vec<u8>,
    pub key: SigningKey,
}

fn test_key(algorithm: TokenAlgorithm) -> TestKey {
    let pkcs8 = jose::generate(algorithm).unwrap();
    let key = SigningKey::from_pkcs8(algorithm.as_str(), algorithm, &pkcs8).unwrap();
    TestKey { pkcs8, key }
}

pub(crate) static RSA: LazyLock<TestKey> = LazyLock::new(|| test_key(TokenAlgorithm::Rs256));
pub(crate) static P256: LazyLock<TestKey> = LazyLock::new(|| test_key(TokenAlgorithm::Es256));
pub(crate) static ED25519: LazyLock<TestKey> = LazyLock::new(|| test_key(TokenAlgorithm::EdDsa));

pub(crate) fn all_keys() -> [&'static TestKey; 3] {
    [&RSA, &P256, &ED25519]
}

/// 2026-11-24T06:49:12Z.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_unix_millis(1_795_502_952_000)
}

pub(crate) fn client() -> Client {
    Client {
        id: "a".to_owned(),
        kind: ClientKind::Web,
        authentication: ClientAuthentication::BasicOrPost,
        pkce: PkcePolicy::Required,
        require_pushed: false,
        dpop_required: false,
        id_token_algorithm: TokenAlgorithm::Rs256,
        redirect_uris: vec![
            CALLBACK.to_owned(),
            "https://app.example.com/other?a=b".to_owned(),
        ],
        after_logout_uris: vec!["https://app.example.com/bye".to_owned()],
        offline: false,
        keys: all_keys().map(|key| key.key.public_key()).to_vec(),
    }
}

/// A token with any header and any payload, signed by nobody.
pub(crate) fn unsigned(header: &Value, payload: &Value) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", encode(header), encode(payload))
}

/// A token with any header and any payload, signed with HMAC under this secret.
pub(crate) fn with_hmac(header: &Value, payload: &Value, secret: &[u8]) -> String {
    let signed = unsigned(header, payload);
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret);
    let tag = aws_lc_rs::hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(tag))
}

/// A token with any header and any payload, signed with the Ed25519 test key.
pub(crate) fn with_ed25519(header: &Value, payload: &Value) -> String {
    let signed = unsigned(header, payload);
    let pair = aws_lc_rs::signature::Ed25519KeyPair::from_pkcs8_maybe_unchecked(&ED25519.pkcs8);
    let signature = pair.unwrap().sign(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}
