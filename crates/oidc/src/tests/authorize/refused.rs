//! Requests that are refused, and who is told.

use rules::openid::ClientKind;

use super::{ask, complete, paged, redirected, with, written};
use crate::authorize::{PageError, Refusal, check_pushed, entry};
use crate::client::Client;
use crate::error::ErrorCode;
use crate::tests::fixtures::client;

/// Whatever else is wrong, an unregistered address gets nothing.
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
fn a_client_that_must_push_is_told_so_at_its_address() {
    let client = Client {
        require_pushed: true,
        ..client()
    };
    let error = redirected(ask(&written(&complete()), &client));
    assert_eq!(error, ErrorCode::InvalidRequest);
    assert!(check_pushed(&written(&complete()), &client).is_ok());
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
        (
            "resource",
            Some("https://api.example.com/"),
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
        panic!("not refused");
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
        panic!("not refused");
    };
    assert_eq!(answer.reply().status, 303);
}
