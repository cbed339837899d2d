//! Signing out: hints and addresses to return to.

use rules::openid::TokenAlgorithm;
use rules::time::Timestamp;
use serde_json::{Map, json};

use super::fixtures::{ISSUER, RSA, all_keys, client, now, with_ed25519, with_hmac};
use crate::acr::Authentication;
use crate::jose::{PublicKey, SigningKey, generate};
use crate::logout::{Hint, LogoutProblem, LogoutRequest};
use crate::parameters::Parameters;
use crate::tokens::IdToken;

fn keys() -> Vec<PublicKey> {
    all_keys().map(|key| key.key.public_key()).to_vec()
}

fn id_token(key: &SigningKey, issuer: &str, client_id: &str) -> String {
    let token = IdToken {
        issuer,
        subject: "ada",
        client_id,
        issued_at: Timestamp::from_unix_millis(0),
        // Expired long before `now`.
        expires_at: Timestamp::from_unix_millis(1000),
        authentication: &Authentication::new(now(), true, None),
        nonce: Some("n"),
        session_id: "s",
        access_token: None,
        person: &Map::new(),
    };
    token.sign(key).unwrap()
}

fn request(query: &str) -> LogoutRequest {
    LogoutRequest::parse(&Parameters::parse(query.as_bytes()).unwrap()).unwrap()
}

fn hint(query: &str) -> Result<Option<Hint>, LogoutProblem> {
    request(query).hint(&keys(), ISSUER)
}

#[test]
fn an_expired_id_token_of_ours_is_a_hint() {
    for key in all_keys() {
        let token = id_token(&key.key, ISSUER, "a");
        for query in [
            format!("id_token_hint={token}"),
            format!("id_token_hint={token}&client_id=a"),
        ] {
            let hint = hint(&query).unwrap().unwrap();
            assert_eq!(hint.subject, "ada");
            assert_eq!(hint.session_id, "s");
            assert_eq!(request(&query).client_id(Some(&hint)), Some("a"));
        }
        let other = hint(&format!("id_token_hint={token}&client_id=b"));
        assert_eq!(other, Err(LogoutProblem::OtherClient));
    }
}

#[test]
fn a_forged_hint_is_none() {
    let foreign = generate(TokenAlgorithm::EdDsa).unwrap();
    let foreign = SigningKey::from_pkcs8("EdDSA", TokenAlgorithm::EdDsa, &foreign).unwrap();
    let claims = json!({"iss": ISSUER, "sub": "ada", "aud": "a", "sid": "s"});
    let mut several = claims.clone();
    several["aud"] = json!(["a", "b"]);
    let header = json!({"alg": "EdDSA", "typ": "JWT"});
    for forged in [
        id_token(&foreign, ISSUER, "a"),
        id_token(&RSA.key, "https://other.example", "a"),
        with_hmac(&json!({"alg": "HS256"}), &claims, b"secret"),
        with_ed25519(&header, &several),
        with_ed25519(&json!({"alg": "EdDSA", "typ": "at+jwt"}), &claims),
        "not.a.token".to_owned(),
    ] {
        assert_eq!(
            hint(&format!("id_token_hint={forged}")),
            Ok(None),
            "{forged:.60}"
        );
    }
    assert_eq!(hint("client_id=a"), Ok(None));
}

#[test]
fn the_browser_returns_to_a_registered_address_only() {
    let registered = "https://app.example.com/bye";
    let to = |address: &str, rest: &str| {
        let address = crate::form::encode(address);
        request(&format!(
            "client_id=a&post_logout_redirect_uri={address}{rest}"
        ))
    };
    let reply = to(registered, "&state=a%26b").reply(Some(&client()));
    let reply = reply.unwrap().unwrap();
    assert_eq!(reply.status, 303);
    assert_eq!(
        reply.header("location"),
        Some("https://app.example.com/bye?state=a%26b")
    );
    let reply = to(registered, "").reply(Some(&client())).unwrap().unwrap();
    assert_eq!(reply.header("location"), Some(registered));
    for other in [
        "https://app.example.com/bye?a=b",
        "https://app.example.com/bye/",
        "https://app.example.com/bye#",
        "https://app.example.com/oauth/callback",
        "https://evil.example/",
        "https://app.example.com.evil.example/bye",
        "javascript:alert(1)",
        "//evil.example",
        "/",
    ] {
        let refused = to(other, "").reply(Some(&client()));
        assert_eq!(refused, Err(LogoutProblem::UnregisteredAddress), "{other}");
    }
    assert_eq!(
        to(registered, "").reply(None),
        Err(LogoutProblem::MissingClient)
    );
    assert_eq!(request("client_id=a").reply(Some(&client())), Ok(None));
    for twice in ["client_id=a&client_id=b", "client_id=a&other=a&other=b"] {
        let twice = Parameters::parse(twice.as_bytes()).unwrap();
        assert_eq!(LogoutRequest::parse(&twice), Err(LogoutProblem::Repeated));
    }
}
