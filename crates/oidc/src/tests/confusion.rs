//! Tokens that claim another algorithm, another key or another purpose.

use rules::time::Timestamp;
use serde_json::{Map, Value, json};

use super::fixtures::{ED25519, ISSUER, RSA, all_keys, now, unsigned, with_ed25519, with_hmac};
use crate::acr::Authentication;
use crate::dpop::{self, Expected};
use crate::jose::{Jws, Kind, PublicKey};
use crate::logout::Hint;
use crate::scope;
use crate::tokens::{AccessClaims, AccessToken, IdToken, LogoutToken};

const AUDIENCE: &str = "https://id.example.com/oidc/userinfo";

fn keys() -> Vec<PublicKey> {
    all_keys().map(|key| key.key.public_key()).to_vec()
}

fn verifies(token: &str, kind: Kind) -> bool {
    let jws = Jws::parse(token, kind);
    jws.is_some_and(|jws| jws.verify::<Map<String, Value>>(&keys()).is_some())
}

fn payload() -> Value {
    json!({"iss": ISSUER, "sub": "ada", "aud": "a", "sid": "s"})
}

#[test]
fn the_algorithm_follows_from_the_key() {
    let right = with_ed25519(&json!({"alg": "EdDSA", "typ": "JWT"}), &payload());
    assert!(verifies(&right, Kind::IdToken));
    for alg in [
        "none", "NoNe", "NONE", "None", "", "HS256", "HS384", "HS512", "RS256", "ES256", "PS256",
        "eddsa", "EDDSA", "EdDSA ", "RS1", "ES256K",
    ] {
        for kid in [None, Some("RS256"), Some("ES256"), Some("EdDSA")] {
            let header = match kid {
                Some(kid) => json!({"alg": alg, "kid": kid}),
                None => json!({ "alg": alg }),
            };
            let bare = unsigned(&header, &payload());
            let signed = with_ed25519(&header, &payload());
            for token in [
                format!("{bare}."),
                bare.clone(),
                format!("{bare}.AAAA"),
                signed,
            ] {
                assert!(!verifies(&token, Kind::IdToken), "{alg} {kid:?}");
            }
        }
    }
}

/// The public key is known to everybody, so it must never serve as a shared secret.
#[test]
fn a_public_key_is_no_shared_secret() {
    for key in all_keys() {
        let jwk = key.key.public_key().to_jwk();
        let secrets = [
            jwk.to_string(),
            jwk["n"].as_str().unwrap_or_default().to_owned(),
            jwk["x"].as_str().unwrap_or_default().to_owned(),
            String::new(),
        ];
        for secret in secrets {
            for alg in ["HS256", "RS256", "ES256", "EdDSA"] {
                let header = json!({"alg": alg, "kid": key.key.id()});
                let token = with_hmac(&header, &payload(), secret.as_bytes());
                assert!(!verifies(&token, Kind::IdToken), "{alg}");
            }
        }
    }
}

#[test]
fn keys_in_the_header_are_ignored() {
    let own = ED25519.key.public_key().to_jwk();
    let foreign = [RSA.key.public_key()];
    for (name, value) in [
        ("jwk", own.clone()),
        ("jku", json!("https://evil.example/jwks")),
        ("x5u", json!("https://evil.example/cert.pem")),
        ("x5c", json!(["MIIB"])),
        ("x5t", json!("abc")),
    ] {
        let mut header = json!({"alg": "EdDSA", "typ": "JWT"});
        header[name] = value;
        let token = with_ed25519(&header, &payload());
        let jws = Jws::parse(&token, Kind::IdToken).unwrap();
        assert!(jws.verify::<Value>(&foreign).is_none(), "{name}");
        // A header that names a key is no reason to refuse a token of a registered one.
        assert!(jws.verify::<Value>(&keys()).is_some(), "{name}");
    }
}

#[test]
fn another_kid_is_another_key() {
    for (kid, right) in [
        ("EdDSA", true),
        ("RS256", false),
        ("", false),
        ("../EdDSA", false),
    ] {
        let token = with_ed25519(&json!({"alg": "EdDSA", "kid": kid}), &payload());
        assert_eq!(verifies(&token, Kind::IdToken), right, "{kid}");
    }
}

#[test]
fn malformed_tokens_are_refused() {
    let header = json!({"alg": "EdDSA", "typ": "JWT"});
    let right = with_ed25519(&header, &payload());
    let (signed, signature) = right.rsplit_once('.').unwrap();
    let (head, body) = signed.split_once('.').unwrap();
    for token in [
        String::new(),
        "..".to_owned(),
        "...".to_owned(),
        signed.to_owned(),
        format!("{right}."),
        format!(".{right}"),
        format!("{right}.{signature}"),
        format!("{right}="),
        format!(" {right}"),
        format!("{right}\n"),
        format!("{head}.{body}.{}", &signature[1..]),
        format!("{head}..{signature}"),
        format!("{head}.{body}A.{signature}"),
        format!("{head}.{body}.{}", "A".repeat(20_000)),
    ] {
        assert!(!verifies(&token, Kind::IdToken), "{token:.80}");
    }
    for extra in ["crit", "b64"] {
        let mut header = header.clone();
        header[extra] = json!(["exp"]);
        assert!(
            !verifies(&with_ed25519(&header, &payload()), Kind::IdToken),
            "{extra}"
        );
    }
    // A repeated parameter, which two parsers would read differently.
    let twice = r#"{"alg":"EdDSA","alg":"none"}"#;
    let twice = crate::jose::encode(twice);
    assert!(!verifies(
        &format!("{twice}.{body}.{signature}"),
        Kind::IdToken
    ));
}

fn authentication() -> Authentication {
    Authentication::new(now(), true, None)
}

fn one_of_each() -> [(Kind, String); 3] {
    let later = Timestamp::from_unix_millis(now().unix_millis() + 300_000);
    let scopes = scope::parse("openid");
    let key = &ED25519.key;
    let id_token = IdToken {
        issuer: ISSUER,
        subject: "ada",
        client_id: "a",
        issued_at: now(),
        expires_at: later,
        authentication: &authentication(),
        nonce: None,
        session_id: "s",
        access_token: None,
        person: &Map::new(),
    };
    let access_token = AccessToken {
        issuer: ISSUER,
        audience: AUDIENCE,
        subject: "ada",
        client_id: "a",
        grant_id: "g",
        id: "t",
        issued_at: now(),
        expires_at: later,
        scopes: &scopes,
        dpop_jkt: None,
    };
    let logout_token = LogoutToken {
        issuer: ISSUER,
        client_id: "a",
        subject: "ada",
        session_id: "s",
        id: "n",
        issued_at: now(),
    };
    [
        (Kind::IdToken, id_token.sign(key).unwrap()),
        (Kind::AccessToken, access_token.sign(key).unwrap()),
        (Kind::LogoutToken, logout_token.sign(key).unwrap()),
    ]
}

#[test]
fn a_token_of_one_kind_does_not_pass_for_another() {
    for (kind, token) in one_of_each() {
        for door in [
            Kind::IdToken,
            Kind::AccessToken,
            Kind::LogoutToken,
            Kind::DpopProof,
        ] {
            assert_eq!(verifies(&token, door), kind == door, "{kind:?} at {door:?}");
        }
        let access = AccessClaims::read(&token, &keys(), ISSUER, AUDIENCE, now());
        assert_eq!(access.is_some(), kind == Kind::AccessToken);
        let hint = Hint::read(&token, &keys(), ISSUER);
        assert_eq!(hint.is_some(), kind == Kind::IdToken);
        let expected = Expected {
            method: "POST",
            address: AUDIENCE,
            access_token: None,
            thumbprint: None,
        };
        assert!(dpop::check(&[&token], &expected, now()).is_err());
    }
}

#[test]
fn an_access_token_is_checked_whole() {
    let [_, (_, token), _] = one_of_each();
    let read = |issuer, audience, seconds: i64| {
        let at = Timestamp::from_unix_millis(now().unix_millis() + seconds * 1000);
        AccessClaims::read(&token, &keys(), issuer, audience, at)
    };
    let claims = read(ISSUER, AUDIENCE, 0).unwrap();
    assert_eq!(
        (claims.sub.as_str(), claims.grant_id.as_str()),
        ("ada", "g")
    );
    assert_eq!(claims.scopes(), scope::parse("openid"));
    assert!(read(ISSUER, AUDIENCE, 299).is_some());
    assert!(read(ISSUER, AUDIENCE, 300).is_none());
    assert!(read(ISSUER, AUDIENCE, -60).is_none());
    assert!(read("https://other.example", AUDIENCE, 0).is_none());
    assert!(read(ISSUER, "https://api.example.com", 0).is_none());
    assert!(AccessClaims::read(&token, &[RSA.key.public_key()], ISSUER, AUDIENCE, now()).is_none());
}
