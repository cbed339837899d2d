use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{EncodingKey, Header, encode, get_current_timestamp};
use serde_json::json;

use super::*;

const ISSUER: &str = "http://localhost:8080";

struct Signer {
    key: EncodingKey,
    keys: JwkSet,
    own: Credentials,
}

impl Signer {
    fn new() -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random);
        let key = EncodingKey::from_ec_der(pkcs8.unwrap().as_ref());
        let mut public = Jwk::from_encoding_key(&key, Algorithm::ES256).unwrap();
        public.common.key_id = Some("one".to_owned());
        Self {
            key,
            keys: JwkSet { keys: vec![public] },
            own: Credentials {
                issuer: ISSUER.to_owned(),
                client_id: "sample".to_owned(),
                client_secret: String::new(),
            },
        }
    }

    /// A token with the claims that every token has, and these changes. `null` removes a claim.
    fn sign(&self, changes: &Value) -> String {
        let now = get_current_timestamp();
        let mut claims = json!({
            "iss": ISSUER,
            "aud": "sample",
            "sub": "ada",
            "iat": now,
            "exp": now + 120,
        });
        let claims = claims.as_object_mut().unwrap();
        for (name, value) in changes.as_object().unwrap() {
            claims.insert(name.clone(), value.clone());
        }
        claims.retain(|_, value| !value.is_null());
        let header = Header {
            kid: Some("one".to_owned()),
            ..Header::new(Algorithm::ES256)
        };
        encode(&header, &*claims, &self.key).unwrap()
    }
}

#[test]
fn only_the_id_token_that_was_asked_for_signs_in() {
    let signer = Signer::new();
    let read = |changes: Value| {
        let token = signer.sign(&changes);
        id_token(&signer.keys, &signer.own, &token, "mine")
    };
    let claims = read(json!({ "nonce": "mine" })).unwrap();
    assert_eq!(claims["sub"], "ada");
    for changes in [
        json!({}),
        json!({ "nonce": "other" }),
        json!({ "nonce": "mine", "iss": "http://localhost:8081" }),
        json!({ "nonce": "mine", "aud": "other" }),
        json!({ "nonce": "mine", "aud": null }),
        json!({ "nonce": "mine", "azp": "other" }),
        json!({ "nonce": "mine", "exp": 1 }),
        json!({ "nonce": "mine", "exp": null }),
        json!({ "nonce": "mine", "sub": null }),
    ] {
        assert!(read(changes.clone()).is_err(), "{changes}");
    }
    let foreign = Signer::new().sign(&json!({ "nonce": "mine" }));
    assert!(id_token(&signer.keys, &signer.own, &foreign, "mine").is_err());
    // "alg": "none"
    let unsigned = "eyJhbGciOiJub25lIiwia2lkIjoib25lIn0.e30.";
    assert!(id_token(&signer.keys, &signer.own, unsigned, "mine").is_err());
}

#[test]
fn only_a_logout_token_signs_out() {
    let signer = Signer::new();
    let read = |changes: Value| {
        let mut all = json!({ "jti": "1", "sid": "s", "events": { LOGOUT: {} } });
        for (name, value) in changes.as_object().unwrap() {
            all[name] = value.clone();
        }
        logout_token(&signer.keys, &signer.own, &signer.sign(&all))
    };
    let expected = Logout {
        jti: "1".to_owned(),
        sid: Some("s".to_owned()),
        subject: Some("ada".to_owned()),
    };
    assert_eq!(read(json!({})).unwrap(), expected);
    for changes in [
        json!({ "nonce": "mine" }),
        json!({ "events": null }),
        json!({ "events": { LOGOUT: true } }),
        json!({ "events": { "http://schemas.openid.net/event/other": {} } }),
        json!({ "jti": null }),
        json!({ "iat": null }),
        json!({ "sid": null, "sub": null }),
        json!({ "aud": "other" }),
    ] {
        assert!(read(changes.clone()).is_err(), "{changes}");
    }
}
