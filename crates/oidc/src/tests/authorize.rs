//! Authorization requests against a registered client.

use proptest::prelude::*;
use rules::openid::{ClientAuthentication, ClientKind, PkcePolicy};
use rules::time::Timestamp;

use super::fixtures::{CALLBACK, CHALLENGE, ISSUER, client, now};
use crate::acr::{Acr, Authentication};
use crate::answer::{Answer, ResponseMode};
use crate::authorize::{
    AuthorizationRequest, Entry, PageError, Prompt, Refusal, check, check_pushed, entry,
};
use crate::client::Client;
use crate::error::ErrorCode;
use crate::parameters::Parameters;
use crate::scope;
use crate::token::IssuedCode;

/// A complete request, as pairs to change.
fn complete() -> Vec<(&'static str, String)> {
    [
        ("client_id", "a"),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "openid email"),
        ("state", "af0ifjsldkj"),
        ("nonce", "n-0S6_WzA2Mj"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

fn written(pairs: &[(&'static str, String)]) -> Parameters {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(pairs);
    Parameters::parse(form.finish().as_bytes()).unwrap()
}

/// The complete request with `name` replaced, or removed if `value` is `None`.
fn with(name: &'static str, value: Option<&str>) -> Parameters {
    let mut pairs = complete();
    pairs.retain(|(own, _)| *own != name);
    pairs.extend(value.map(|value| (name, value.to_owned())));
    written(&pairs)
}

fn ask(parameters: &Parameters, client: &Client) -> Result<AuthorizationRequest, Refusal> {
    check(parameters, client, ISSUER)
}

fn accepted(name: &'static str, value: &str) -> AuthorizationRequest {
    ask(&with(name, Some(value)), &client()).unwrap()
}

fn field<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let mut fields = answer.fields().iter();
    let found = fields.find(|(own, _)| *own == name)?;
    Some(&found.1)
}

/// The code of an error that goes to the client, which also has its state and the issuer.
fn redirected(refused: Result<AuthorizationRequest, Refusal>) -> ErrorCode {
    match refused {
        Err(Refusal::Redirect(answer)) => {
            assert_eq!(field(&answer, "iss"), Some(ISSUER));
            assert_eq!(field(&answer, "code"), None);
            let location = answer.reply().header("location").map(str::to_owned);
            assert!(location.is_none_or(|location| location.starts_with(CALLBACK)));
            ErrorCode::parse(field(&answer, "error").unwrap()).unwrap()
        }
        other => panic!("{other:?}"),
    }
}

fn paged(refused: Result<AuthorizationRequest, Refusal>) -> PageError {
    match refused {
        Err(Refusal::Page(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_complete_request_is_read() {
    let parameters = written(&complete());
    assert_eq!(entry(&parameters), Ok(Entry::Direct { client_id: "a" }));
    let request = ask(&parameters, &client()).unwrap();
    assert_eq!(request.client_id, "a");
    assert_eq!(request.return_to.redirect_uri, CALLBACK);
    assert_eq!(request.return_to.mode, ResponseMode::Query);
    assert_eq!(request.return_to.state.as_deref(), Some("af0ifjsldkj"));
    assert_eq!(scope::write(&request.scopes), "openid email");
    assert_eq!(request.nonce.as_deref(), Some("n-0S6_WzA2Mj"));
    assert!(!request.is_silent() && !request.wants_login());
    let stored = serde_json::to_string(&request).unwrap();
    assert_eq!(
        serde_json::from_str::<AuthorizationRequest>(&stored).unwrap(),
        request
    );
    let answer = request.answer(ISSUER, "SplxlOBeZQQYbYS6WxSbIA");
    assert_eq!(
        answer.reply().header("location"),
        Some(
            "https://app.example.com/oauth/callback?code=SplxlOBeZQQYbYS6WxSbIA\
             &state=af0ifjsldkj&iss=https%3A%2F%2Fid.example.com"
        )
    );
    let code = IssuedCode::of(&request);
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    assert_eq!(code.check("a", CALLBACK, Some(verifier)), Ok(()));
}

/// Attack class 2: whatever else is wrong, an unregistered address gets nothing.
#[test]
fn no_error_goes_to_an_unregistered_address() {
    let evil = "https://evil.example/cb";
    for (name, value) in [
        ("response_type", "token"),
        ("response_type", ""),
        ("scope", "email"),
        ("prompt", "none login"),
        ("response_mode", "fragment"),
        ("code_challenge_method", "plain"),
        ("request", "eyJhbGciOiJub25lIn0.e30."),
        ("max_age", "-1"),
        ("state", "\r\n"),
    ] {
        let mut pairs = complete();
        pairs.retain(|(own, _)| *own != name && *own != "redirect_uri");
        pairs.push((name, value.to_owned()));
        pairs.push(("redirect_uri", evil.to_owned()));
        let error = paged(ask(&written(&pairs), &client()));
        let requested = evil.to_owned();
        assert_eq!(
            error,
            PageError::UnregisteredRedirect { requested },
            "{name}"
        );
        assert!(!error.to_string().contains("evil"));
    }
    let error = paged(ask(&with("redirect_uri", None), &client()));
    assert_eq!(error, PageError::MissingRedirect);
    let other = "https://app.example.com/other";
    let error = paged(ask(&with("redirect_uri", Some(other)), &client()));
    assert!(matches!(error, PageError::UnregisteredRedirect { .. }));
}

#[test]
fn a_repeated_client_or_address_is_shown_on_our_page() {
    for name in ["client_id", "redirect_uri"] {
        let mut pairs = complete();
        let again = pairs.iter().find(|(own, _)| *own == name).cloned().unwrap();
        pairs.push(again);
        let parameters = written(&pairs);
        if name == "client_id" {
            assert_eq!(entry(&parameters), Err(PageError::Repeated));
        } else {
            assert_eq!(paged(ask(&parameters, &client())), PageError::Repeated);
        }
    }
    assert_eq!(
        entry(&with("client_id", None)),
        Err(PageError::MissingClient)
    );
}

#[test]
fn every_other_repeated_parameter_is_an_error() {
    for name in [
        "response_type",
        "scope",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
        "response_mode",
        "prompt",
        "max_age",
        "acr_values",
        "claims",
        "id_token_hint",
        "login_hint",
        "ui_locales",
        "dpop_jkt",
        "request",
        "registration",
        "unknown",
    ] {
        let mut pairs = complete();
        pairs.push((name, "x".to_owned()));
        pairs.push((name, "x".to_owned()));
        let refused = redirected(ask(&written(&pairs), &client()));
        assert_eq!(refused, ErrorCode::InvalidRequest, "{name}");
    }
}

#[test]
fn unsupported_and_malformed_requests_are_refused_with_their_code() {
    use ErrorCode as E;
    for (name, value, code) in [
        ("response_type", None, E::InvalidRequest),
        ("response_type", Some("token"), E::UnsupportedResponseType),
        (
            "response_type",
            Some("id_token"),
            E::UnsupportedResponseType,
        ),
        (
            "response_type",
            Some("code token"),
            E::UnsupportedResponseType,
        ),
        (
            "response_type",
            Some("code id_token"),
            E::UnsupportedResponseType,
        ),
        (
            "response_type",
            Some("id_token token"),
            E::UnsupportedResponseType,
        ),
        (
            "response_type",
            Some("code id_token token"),
            E::UnsupportedResponseType,
        ),
        ("response_type", Some("none"), E::UnsupportedResponseType),
        ("response_type", Some("CODE"), E::UnsupportedResponseType),
        ("response_type", Some("code "), E::UnsupportedResponseType),
        ("response_mode", Some("fragment"), E::InvalidRequest),
        ("response_mode", Some("web_message"), E::InvalidRequest),
        ("response_mode", Some("query.jwt"), E::InvalidRequest),
        ("scope", None, E::InvalidScope),
        ("scope", Some("email"), E::InvalidScope),
        ("scope", Some("OPENID"), E::InvalidScope),
        ("code_challenge", None, E::InvalidRequest),
        ("code_challenge", Some(""), E::InvalidRequest),
        ("code_challenge_method", None, E::InvalidRequest),
        ("code_challenge_method", Some("plain"), E::InvalidRequest),
        ("prompt", Some("none login"), E::InvalidRequest),
        ("prompt", Some("none consent"), E::InvalidRequest),
        ("prompt", Some("create"), E::InvalidRequest),
        ("prompt", Some("NONE"), E::InvalidRequest),
        ("max_age", Some("-1"), E::InvalidRequest),
        ("max_age", Some("+1"), E::InvalidRequest),
        ("max_age", Some("1.5"), E::InvalidRequest),
        ("max_age", Some("abc"), E::InvalidRequest),
        ("max_age", Some("1e9"), E::InvalidRequest),
        (
            "max_age",
            Some("999999999999999999999999"),
            E::InvalidRequest,
        ),
        ("state", Some("a\nb"), E::InvalidRequest),
        ("claims", Some("{"), E::InvalidRequest),
        (
            "claims",
            Some(r#"{"id_token":{"acr":{"essential":true,"values":["x"]}}}"#),
            E::UnmetAuthenticationRequirements,
        ),
        (
            "request",
            Some("eyJhbGciOiJub25lIn0.e30."),
            E::RequestNotSupported,
        ),
        (
            "request_uri",
            Some("https://evil.example/r"),
            E::RequestUriNotSupported,
        ),
        ("registration", Some("{}"), E::RegistrationNotSupported),
        ("resource", Some("/relative"), E::InvalidTarget),
        (
            "resource",
            Some("https://api.example.com/#a"),
            E::InvalidTarget,
        ),
        ("dpop_jkt", Some("short"), E::InvalidRequest),
    ] {
        let refused = redirected(ask(&with(name, value), &client()));
        assert_eq!(refused, code, "{name} {value:?}");
    }
}

#[test]
fn errors_use_the_response_mode_of_the_request() {
    let mut pairs = complete();
    pairs.push(("response_mode", "form_post".to_owned()));
    pairs.push(("prompt", "create".to_owned()));
    let Err(Refusal::Redirect(answer)) = ask(&written(&pairs), &client()) else {
        panic!("refused");
    };
    let reply = answer.reply();
    assert_eq!(reply.status, 200);
    assert!(reply.body.contains("value=\"invalid_request\""));
    assert!(reply.body.contains("value=\"af0ifjsldkj\""));
    let native = Client {
        kind: ClientKind::Native,
        redirect_uris: vec!["com.example.app:/cb".to_owned()],
        ..client()
    };
    pairs.retain(|(name, _)| *name != "redirect_uri");
    pairs.push(("redirect_uri", "com.example.app:/cb".to_owned()));
    let Err(Refusal::Redirect(answer)) = ask(&written(&pairs), &native) else {
        panic!("refused");
    };
    assert_eq!(answer.reply().status, 303);
}

#[test]
fn optional_parameters_are_read() {
    assert_eq!(
        accepted("response_mode", "form_post").return_to.mode,
        ResponseMode::FormPost
    );
    assert_eq!(
        scope::write(&accepted("scope", "openid offline_access x").scopes),
        "openid"
    );
    let offline = Client {
        offline: true,
        ..client()
    };
    let request = ask(&with("scope", Some("openid offline_access")), &offline).unwrap();
    assert_eq!(scope::write(&request.scopes), "openid offline_access");
    assert!(accepted("prompt", "none").is_silent());
    assert!(
        accepted("prompt", "login consent")
            .prompts
            .contains(&Prompt::Consent)
    );
    assert_eq!(accepted("max_age", "99999999999").max_age, Some(u32::MAX));
    assert_eq!(
        accepted("ui_locales", "de-AT x! en").ui_locales,
        ["de-AT", "en"]
    );
    assert_eq!(
        accepted("login_hint", "ada@example.com")
            .login_hint
            .unwrap(),
        "ada@example.com"
    );
    let mut pairs = complete();
    for api in ["https://api.example.com", "https://mcp.example.com/a"] {
        pairs.push(("resource", api.to_owned()));
    }
    assert_eq!(ask(&written(&pairs), &client()).unwrap().resources.len(), 2);
}

#[test]
fn public_clients_must_use_pkce_whatever_the_policy_says() {
    let mut pairs = complete();
    pairs.retain(|(name, _)| !name.starts_with("code_challenge"));
    let without = written(&pairs);
    let if_sent = Client {
        pkce: PkcePolicy::IfSent,
        ..client()
    };
    assert!(ask(&without, &if_sent).unwrap().challenge.is_none());
    assert!(
        ask(&written(&complete()), &if_sent)
            .unwrap()
            .challenge
            .is_some()
    );
    let public = Client {
        authentication: ClientAuthentication::Public,
        ..if_sent.clone()
    };
    assert_eq!(
        redirected(ask(&without, &public)),
        ErrorCode::InvalidRequest
    );
    for kind in [ClientKind::Browser, ClientKind::Native] {
        let client = Client {
            kind,
            ..if_sent.clone()
        };
        assert_eq!(
            redirected(ask(&without, &client)),
            ErrorCode::InvalidRequest
        );
    }
}

#[test]
fn the_age_of_an_authentication_is_limited() {
    let authentication = Authentication::new(now(), true, None);
    let after = |seconds: i64| Timestamp::from_unix_millis(now().unix_millis() + seconds * 1000);
    let request = accepted("max_age", "300");
    assert!(request.is_recent(&authentication, after(299)));
    assert!(!request.is_recent(&authentication, after(301)));
    assert!(!request.wants_login());
    let request = accepted("max_age", "0");
    assert!(request.wants_login());
    assert!(!request.is_recent(&authentication, now()));
    assert!(accepted("max_age", "4294967295").is_recent(&authentication, after(9_999_999)));
    assert!(accepted("prompt", "login").wants_login());
}

#[test]
fn essential_levels_are_required_and_others_preferred() {
    let request = accepted("acr_values", "phr x mfa");
    assert_eq!(request.wanted_acr(), Some(Acr::PhishingResistant));
    assert!(request.is_met_by(Acr::Password));
    let claims = r#"{"id_token":{"acr":{"essential":true,"values":["phr","mfa"]}}}"#;
    let request = accepted("claims", claims);
    assert_eq!(request.wanted_acr(), Some(Acr::Mfa));
    assert!(!request.is_met_by(Acr::Password));
    assert!(request.is_met_by(Acr::Mfa) && request.is_met_by(Acr::PhishingResistant));
}

#[test]
fn a_pushed_request_is_checked_in_the_same_way() {
    let pushed = check_pushed(&written(&complete()), &client()).unwrap();
    assert_eq!(pushed, ask(&written(&complete()), &client()).unwrap());
    let uri = "urn:ietf:params:oauth:request_uri:abc";
    for (name, value) in [
        ("redirect_uri", Some("https://evil.example/")),
        ("redirect_uri", None),
        ("response_type", Some("token")),
        ("request_uri", Some(uri)),
    ] {
        assert!(
            check_pushed(&with(name, value), &client()).is_err(),
            "{name}"
        );
    }
    let parameters = written(&[
        ("client_id", "a".to_owned()),
        ("request_uri", uri.to_owned()),
    ]);
    let expected = Entry::Pushed {
        client_id: "a",
        request: "abc",
    };
    assert_eq!(entry(&parameters), Ok(expected));
}

proptest! {
    /// Whatever the parameters are, only a registered address gets a response.
    #[test]
    fn any_request_is_accepted_or_refused_safely(
        name in "redirect_uri|state|scope|prompt|claims|response_mode|response_type|max_age|resource",
        value in ".{0,60}",
    ) {
        let name: &'static str = Box::leak(name.into_boxed_str());
        let value = value.replace('\0', "");
        match ask(&with(name, Some(&value)), &client()) {
            Ok(request) => prop_assert_eq!(request.return_to.redirect_uri, CALLBACK),
            Err(Refusal::Redirect(answer)) => {
                prop_assert_ne!(name, "redirect_uri");
                prop_assert_eq!(field(&answer, "iss"), Some(ISSUER));
            }
            Err(Refusal::Page(_)) => prop_assert_eq!(name, "redirect_uri"),
        }
    }
}
