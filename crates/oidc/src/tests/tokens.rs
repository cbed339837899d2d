//! Signed tokens, as another implementation reads them, and proofs that another one signs.

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use rules::mfa::FactorKind;
use rules::openid::TokenAlgorithm;
use rules::time::Timestamp;
use serde_json::{Map, Value, json};

use super::fixtures::{ED25519, ISSUER, P256, RSA, TestKey, all_keys, now};
use crate::acr::Authentication;
use crate::dpop::{self, Expected};
use crate::jose::{self, Jws, Kind, SigningKey};
use crate::scope;
use crate::tokens::{AccessToken, IdToken, LogoutToken, access_token_hash};

fn later() -> Timestamp {
    Timestamp::from_unix_millis(now().unix_millis() + 300_000)
}

/// Verifies with `jsonwebtoken` and the published key set. Returns header and claims.
fn read(token: &str, key: &SigningKey) -> (Header, Value) {
    let set = jose::jwks([&RSA.key, &P256.key, &ED25519.key]).to_string();
    let set: JwkSet = serde_json::from_str(&set).unwrap();
    let header = jsonwebtoken::decode_header(token).unwrap();
    let jwk = set.find(header.kid.as_deref().unwrap()).unwrap();
    let algorithm: Algorithm = key.algorithm().as_str().parse().unwrap();
    let mut validation = Validation::new(algorithm);
    validation.validate_exp = false;
    validation.validate_aud = false;
    let decoding = DecodingKey::from_jwk(jwk).unwrap();
    let decoded = jsonwebtoken::decode::<Value>(token, &decoding, &validation).unwrap();
    (header, decoded.claims)
}

#[test]
fn another_implementation_reads_an_id_token() {
    let authentication = Authentication::new(now(), true, Some(FactorKind::Totp));
    let person = json!({"email": "ada@example.com", "sub": "root", "exp": 1, "Nonce": "x"});
    for key in all_keys() {
        let id_token = IdToken {
            issuer: ISSUER,
            subject: "ada",
            client_id: "a",
            issued_at: now(),
            expires_at: later(),
            authentication: &authentication,
            nonce: Some("n-0S6_WzA2Mj"),
            session_id: "s",
            access_token: Some("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
            person: person.as_object().unwrap(),
        };
        let (header, claims) = read(&id_token.sign(&key.key).unwrap(), &key.key);
        assert_eq!(header.typ.as_deref(), Some("JWT"));
        assert_eq!(header.kid.as_deref(), Some(key.key.id()));
        let mut expected = json!({
            "iss": ISSUER, "sub": "ada", "aud": "a", "iat": now().unix_seconds(),
            "exp": later().unix_seconds(), "auth_time": now().unix_seconds(), "acr": "mfa",
            "amr": ["pwd", "otp", "mfa"], "nonce": "n-0S6_WzA2Mj", "sid": "s",
            "email": "ada@example.com",
        });
        expected["at_hash"] = match key.key.algorithm() {
            // OpenID Connect Core, A.3.
            TokenAlgorithm::Rs256 | TokenAlgorithm::Es256 => json!("77QmUPtjPfzWtF2AnpK9RQ"),
            TokenAlgorithm::EdDsa => json!(access_token_hash(
                "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y",
                TokenAlgorithm::EdDsa
            )),
        };
        assert_eq!(claims, expected);
    }
    let of_ed25519 = access_token_hash("a", TokenAlgorithm::EdDsa);
    assert_eq!(jose::decode(&of_ed25519).unwrap().len(), 32);
}

#[test]
fn an_access_token_has_the_claims_of_rfc_9068() {
    let scopes = scope::parse("openid email");
    let token = AccessToken {
        issuer: ISSUER,
        audience: "https://id.example.com/oidc/userinfo",
        subject: "ada",
        client_id: "a",
        grant_id: "g",
        id: "t",
        issued_at: now(),
        expires_at: later(),
        scopes: &scopes,
        dpop_jkt: Some("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"),
    };
    let (header, claims) = read(&token.sign(&ED25519.key).unwrap(), &ED25519.key);
    assert_eq!(header.typ.as_deref(), Some("at+jwt"));
    for required in [
        "iss",
        "exp",
        "aud",
        "sub",
        "client_id",
        "iat",
        "jti",
        "scope",
    ] {
        assert!(claims.get(required).is_some(), "{required}");
    }
    assert_eq!(
        claims["cnf"]["jkt"],
        "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"
    );
}

#[test]
fn a_logout_token_names_the_session_and_has_no_nonce() {
    let token = LogoutToken {
        issuer: ISSUER,
        client_id: "a",
        subject: "ada",
        session_id: "s",
        id: "n",
        issued_at: now(),
    };
    let signed = token.sign(&RSA.key).unwrap();
    let (header, claims) = read(&signed, &RSA.key);
    assert_eq!(header.typ.as_deref(), Some("logout+jwt"));
    let expected = json!({
        "iss": ISSUER, "sub": "ada", "aud": "a", "sid": "s", "jti": "n",
        "iat": now().unix_seconds(), "exp": now().unix_seconds() + 120,
        "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
    });
    assert_eq!(claims, expected);
    assert_eq!(LogoutToken::body(&signed), format!("logout_token={signed}"));
}

#[test]
fn the_key_set_has_public_keys_only() {
    let set = jose::jwks([&RSA.key, &P256.key, &ED25519.key]);
    let keys = set["keys"].as_array().unwrap();
    for (key, kty) in keys.iter().zip(["RSA", "EC", "OKP"]) {
        assert_eq!(key["kty"], kty);
        assert_eq!(key["use"], "sig");
        assert_eq!(key["kid"], key["alg"]);
        for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
            assert!(key.get(private).is_none(), "{private}");
        }
    }
    let read = jose::parse_jwks(&set.to_string()).unwrap();
    assert_eq!(read, all_keys().map(|key| key.key.public_key()));
    for (key, other) in [(&RSA, &P256), (&P256, &ED25519), (&ED25519, &RSA)] {
        let algorithm = key.key.algorithm();
        assert!(SigningKey::from_pkcs8("x", algorithm, &other.pkcs8).is_err());
        assert!(!format!("{:?}", key.key).contains("priv"));
    }
}

/// Assertions that `jsonwebtoken` signs, with every algorithm that is accepted.
#[test]
fn signatures_of_another_implementation_are_verified() {
    let claims = json!({"sub": "a"});
    let encoding = |key: &TestKey| match key.key.algorithm() {
        TokenAlgorithm::Rs256 => rsa_encoding_key(&key.pkcs8),
        TokenAlgorithm::Es256 => EncodingKey::from_ec_der(&key.pkcs8),
        TokenAlgorithm::EdDsa => EncodingKey::from_ed_der(&key.pkcs8),
    };
    for (key, algorithm, right) in [
        (&RSA, Algorithm::RS256, true),
        (&P256, Algorithm::ES256, true),
        (&ED25519, Algorithm::EdDSA, true),
        (&RSA, Algorithm::RS512, false),
        // The key says that it is for RS256 only.
        (&RSA, Algorithm::PS256, false),
    ] {
        let token = jsonwebtoken::encode(&Header::new(algorithm), &claims, &encoding(key)).unwrap();
        let jws = Jws::parse(&token, Kind::ClientAssertion);
        let read = jws.and_then(|jws| jws.verify::<Value>(&[key.key.public_key()]));
        assert_eq!(read.is_some(), right, "{algorithm:?}");
    }
    let mut jwk = RSA.key.public_key().to_jwk();
    jwk.as_object_mut().unwrap().remove("alg");
    let keys = jose::parse_jwks(&json!({"keys": [jwk]}).to_string()).unwrap();
    let header = Header::new(Algorithm::PS256);
    let token = jsonwebtoken::encode(&header, &claims, &encoding(&RSA)).unwrap();
    let jws = Jws::parse(&token, Kind::ClientAssertion).unwrap();
    assert_eq!(jws.verify::<Value>(&keys), Some(claims));
}

#[test]
fn a_token_of_more_than_16_kilobytes_is_not_read() {
    let key = EncodingKey::from_ec_der(&P256.pkcs8);
    for (padding, right) in [(12_000, true), (12_300, false)] {
        let claims = json!({"sub": "a", "padding": "a".repeat(padding)});
        let header = Header::new(Algorithm::ES256);
        let token = jsonwebtoken::encode(&header, &claims, &key).unwrap();
        assert_eq!(token.len() <= 16 * 1024, right);
        let read = Jws::parse(&token, Kind::ClientAssertion);
        assert_eq!(read.is_some(), right, "{padding}");
    }
}

/// `jsonwebtoken` takes the inner document of PKCS #8 (RFC 8017).
fn rsa_encoding_key(pkcs8: &[u8]) -> EncodingKey {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        STANDARD.encode(pkcs8)
    );
    EncodingKey::from_rsa_pem(pem.as_bytes()).unwrap()
}

const ENDPOINT: &str = "https://id.example.com/oidc/token";

fn proof(changes: &Value, in_header: Option<Value>) -> String {
    let mut claims = json!({
        "jti": "-BwC3ESc6acc2lTc", "htm": "POST", "htu": ENDPOINT, "iat": now().unix_seconds(),
    });
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    let mut header = json!({"alg": "EdDSA", "typ": "dpop+jwt"});
    if let Some(jwk) = in_header {
        header["jwk"] = jwk;
    }
    super::fixtures::with_ed25519(&header, &claims)
}

fn own_jwk() -> Value {
    ED25519.key.public_key().to_jwk()
}

#[test]
fn a_proof_is_bound_to_request_key_and_token() {
    let expected = Expected {
        method: "POST",
        address: ENDPOINT,
        access_token: None,
        thumbprint: None,
    };
    let plain = proof(&json!({}), Some(own_jwk()));
    let proven = dpop::check(&[&plain], &expected, now()).unwrap();
    let thumbprint = ED25519.key.public_key().thumbprint();
    assert_eq!(proven.thumbprint, thumbprint);
    assert_eq!(proven.id, "-BwC3ESc6acc2lTc");
    let with_query = proof(
        &json!({"htu": format!("{ENDPOINT}?a=b#c")}),
        Some(own_jwk()),
    );
    assert!(dpop::check(&[&with_query], &expected, now()).is_ok());
    let bound = Expected {
        thumbprint: Some(&thumbprint),
        access_token: Some("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"),
        ..expected
    };
    assert!(dpop::check(&[&plain], &bound, now()).is_err());
    // RFC 9449, 7.1.
    let ath = json!({"ath": "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"});
    let with_token = proof(&ath, Some(own_jwk()));
    assert!(dpop::check(&[&with_token], &bound, now()).is_ok());
    assert!(dpop::check(&[&with_token], &expected, now()).is_err());
    let other_key = Expected {
        thumbprint: Some("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"),
        ..expected
    };
    assert!(dpop::check(&[&plain], &other_key, now()).is_err());
    for headers in [&[][..], &[plain.as_str(), plain.as_str()][..]] {
        assert!(dpop::check(headers, &expected, now()).is_err());
    }
    let seconds = now().unix_seconds();
    for changes in [
        json!({"htm": "GET"}),
        json!({"htm": "post"}),
        json!({"htu": "https://id.example.com/oidc/userinfo"}),
        json!({"htu": "https://other.example/oidc/token"}),
        json!({"htu": ""}),
        json!({"iat": seconds - 61}),
        json!({"iat": seconds + 61}),
        json!({"iat": i64::MIN}),
        json!({"jti": ""}),
        json!({"jti": "x".repeat(257)}),
        json!({"jti": null}),
    ] {
        let wrong = proof(&changes, Some(own_jwk()));
        assert!(
            dpop::check(&[&wrong], &expected, now()).is_err(),
            "{changes}"
        );
    }
    let mut private = own_jwk();
    private["d"] = json!("AQAB");
    for jwk in [
        None,
        Some(private),
        Some(RSA.key.public_key().to_jwk()),
        Some(json!({})),
    ] {
        let wrong = proof(&json!({}), jwk);
        assert!(dpop::check(&[&wrong], &expected, now()).is_err());
    }
    let other_type = Map::from_iter([
        ("alg".to_owned(), json!("EdDSA")),
        ("jwk".to_owned(), own_jwk()),
    ]);
    let claims = json!({"jti": "a", "htm": "POST", "htu": ENDPOINT, "iat": seconds});
    let untyped = super::fixtures::with_ed25519(&Value::Object(other_type), &claims);
    assert!(dpop::check(&[&untyped], &expected, now()).is_err());
}
