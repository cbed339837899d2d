//! Client authentication: which proof is enough for which client.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rules::openid::ClientAuthentication;
use serde_json::{Value, json};

use super::fixtures::{ISSUER, client, now, with_ed25519};
use crate::client::Client;
use crate::client_auth::{ASSERTION_TYPE, Check, Presented};
use crate::error::{ErrorCode, ProtocolError};
use crate::incoming::Incoming;
use crate::parameters::Parameters;

fn read(header: Option<&str>, form: &str) -> Result<Presented, ProtocolError> {
    let headers: Vec<&str> = header.into_iter().collect();
    let incoming = Incoming {
        method: "POST",
        dpop: &[],
        query: "",
        content_type: Some("application/x-www-form-urlencoded"),
        authorization: &headers,
        body: form.as_bytes(),
    };
    let form = Parameters::parse(form.as_bytes()).unwrap();
    Presented::read(&incoming, &form)
}

fn authenticate(
    method: ClientAuthentication,
    header: Option<&str>,
    form: &str,
) -> Result<Check, ErrorCode> {
    let client = Client {
        authentication: method,
        ..client()
    };
    let presented = read(header, form).map_err(|error| error.code)?;
    let checked = presented.check(&client, ISSUER, now());
    checked.map_err(|error| error.code)
}

fn basic(text: &str) -> String {
    format!("Basic {}", STANDARD.encode(text))
}

fn header(kid: &str) -> Value {
    json!({"alg": "EdDSA", "kid": kid, "typ": "JWT"})
}

fn claims() -> Value {
    let now = now().unix_seconds();
    json!({
        "iss": "a", "sub": "a", "aud": ISSUER, "jti": "id-1", "iat": now, "exp": now + 60,
    })
}

fn assertion_form(assertion: &str) -> String {
    format!("client_assertion_type={ASSERTION_TYPE}&client_assertion={assertion}")
}

fn with_assertion(header: &Value, claims: &Value) -> Result<Check, ErrorCode> {
    let form = assertion_form(&with_ed25519(header, claims));
    authenticate(ClientAuthentication::PrivateKey, None, &form)
}

#[test]
fn each_method_works_for_the_client_that_registered_it() {
    use ClientAuthentication::{BasicOrPost, PrivateKey, Public};
    let header = basic("a:secret");
    let assertion = assertion_form(&with_ed25519(&self::header("EdDSA"), &claims()));
    let proofs = [
        (Some(header.as_str()), ""),
        (Some(header.as_str()), "client_id=a"),
        (None, "client_id=a&client_secret=secret"),
        (None, assertion.as_str()),
        (None, "client_id=a"),
    ];
    for method in [BasicOrPost, PrivateKey, Public] {
        for (number, (header, form)) in proofs.into_iter().enumerate() {
            let right = match method {
                BasicOrPost => number < 3,
                PrivateKey => number == 3,
                Public => number == 4,
            };
            let result = authenticate(method, header, form);
            // A weaker or another method is never enough.
            assert_eq!(result.is_ok(), right, "{method:?} {number}");
            match result {
                Ok(Check::Secret) => {
                    let presented = read(header, form).unwrap();
                    assert_eq!(presented.secrets()[0].reveal(), "secret");
                }
                Ok(Check::Assertion(used)) => assert_eq!(used.id, "id-1"),
                Ok(Check::Public) => {}
                Err(code) => assert_eq!(code, ErrorCode::InvalidClient),
            }
        }
    }
}

#[test]
fn several_methods_at_once_are_refused() {
    let header = basic("a:secret");
    let assertion = assertion_form("a.b.c");
    for (header, form) in [
        (
            Some(header.as_str()),
            "client_id=a&client_secret=secret".to_owned(),
        ),
        (Some(header.as_str()), assertion.clone()),
        (
            None,
            format!("{assertion}&client_id=a&client_secret=secret"),
        ),
        (
            Some("Bearer abc"),
            "client_id=a&client_secret=secret".to_owned(),
        ),
    ] {
        let code = read(header, &form).unwrap_err().code;
        assert_eq!(code, ErrorCode::InvalidRequest, "{form}");
    }
}

#[test]
fn missing_and_contradicting_identities_are_refused() {
    let header = basic("a:secret");
    let assertion = assertion_form(&with_ed25519(&self::header("EdDSA"), &claims()));
    for (header, form) in [
        (None, String::new()),
        (None, "client_secret=secret".to_owned()),
        (Some(header.as_str()), "client_id=b".to_owned()),
        (Some("Bearer abc"), "client_id=a".to_owned()),
        (None, format!("{assertion}&client_id=b")),
        (None, "client_assertion=a.b.c".to_owned()),
        (None, format!("client_assertion_type={ASSERTION_TYPE}")),
        (
            None,
            "client_assertion_type=saml2&client_assertion=a.b.c".to_owned(),
        ),
    ] {
        let code = read(header, &form).unwrap_err().code;
        assert_eq!(code, ErrorCode::InvalidClient, "{form}");
    }
    let other = read(None, "client_id=b&client_secret=secret").unwrap();
    assert!(other.check(&client(), ISSUER, now()).is_err());
    let shown = format!(
        "{:?}",
        read(None, "client_id=a&client_secret=hunter2").unwrap()
    );
    assert!(!shown.contains("hunter2"));
}

/// CVE-2025-27370: an assertion for one server must not work at another.
#[test]
fn the_audience_of_an_assertion_is_the_issuer_alone() {
    assert!(with_assertion(&header("EdDSA"), &claims()).is_ok());
    for audience in [
        json!(format!("{ISSUER}/oidc/token")),
        json!(format!("{ISSUER}/")),
        json!([ISSUER]),
        json!([ISSUER, "https://other.example"]),
        json!("https://other.example"),
        json!("HTTPS://ID.EXAMPLE.COM"),
        json!(""),
        json!(null),
    ] {
        let mut claims = claims();
        claims["aud"] = audience.clone();
        let result = with_assertion(&header("EdDSA"), &claims);
        assert_eq!(result.unwrap_err(), ErrorCode::InvalidClient, "{audience}");
    }
}

#[test]
fn the_claims_of_an_assertion_are_checked() {
    let now = now().unix_seconds();
    for (name, value) in [
        ("iss", json!("b")),
        ("sub", json!("b")),
        ("jti", json!("")),
        ("jti", json!("x".repeat(257))),
        ("jti", json!(1)),
        ("exp", json!(now - 61)),
        ("exp", json!(now + 24 * 60 * 60)),
        ("exp", json!(i64::MAX)),
        ("exp", json!("tomorrow")),
        ("nbf", json!(now + 120)),
        ("iat", json!(now + 120)),
    ] {
        let mut claims = claims();
        claims[name] = value.clone();
        let result = with_assertion(&header("EdDSA"), &claims);
        assert_eq!(
            result.unwrap_err(),
            ErrorCode::InvalidClient,
            "{name} {value}"
        );
    }
    for missing in ["iss", "sub", "aud", "jti", "exp"] {
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove(missing);
        assert!(
            with_assertion(&header("EdDSA"), &claims).is_err(),
            "{missing}"
        );
    }
    let mut minimal = claims();
    minimal.as_object_mut().unwrap().remove("iat");
    assert!(with_assertion(&json!({"alg": "EdDSA"}), &minimal).is_ok());
}

#[test]
fn an_assertion_is_remembered_until_it_expires() {
    let Ok(Check::Assertion(used)) = with_assertion(&header("EdDSA"), &claims()) else {
        panic!("the assertion is valid");
    };
    assert_eq!(used.id, "id-1");
    // As long as it would be accepted: its own lifetime and the skew.
    assert_eq!(now().until(used.expires_at).as_secs(), 120);
}
