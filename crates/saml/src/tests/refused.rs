//! Requests that are refused, and who is told.

use std::time::Duration;

use super::fixtures::{CONSUMER, SSO, checked, now, provider, request};
use crate::authn_request::SignatureState::{Unsigned, Verified};
use crate::authn_request::{AuthnRequest, PageError, Refusal, check};
use crate::error::Malformed;
use crate::response::Status;

/// The words on the page, from which nothing is sent anywhere.
fn page(xml: &str) -> String {
    match checked(xml, Unsigned) {
        Err(Refusal::Page(error)) => error.to_string(),
        other => panic!("{other:?} for {xml}"),
    }
}

#[test]
fn no_address_from_the_request_gets_anything() {
    for url in [
        "https://evil.example/acs",
        "https://app.example.com/acs/",
        "https://app.example.com/acs?",
        "https://app.example.com/acs#x",
        "https://app.example.com/acs ",
        "https://app.example.com:443/acs",
        "https://APP.example.com/acs",
        "http://app.example.com/acs",
        "https://app.example.com/acs/../acs",
        "https://app.example.com/%61cs",
        "https://app.example.com@evil.example/acs",
        "https://app.example.com\\@evil.example/acs",
        "//app.example.com/acs",
        "javascript:alert(1)",
        "",
    ] {
        // Even if something else is wrong too, which would be told to the application.
        for wrong in ["", "<Subject><NameID>ada</NameID></Subject>"] {
            let xml = request(&format!("AssertionConsumerServiceURL=\"{url}\""), wrong);
            assert!(page(&xml).contains("is not registered"), "{url}");
        }
    }
    for index in ["1", "8", "65535"] {
        let xml = request(&format!("AssertionConsumerServiceIndex='{index}'"), "");
        assert!(page(&xml).contains(&format!("the index {index} is not registered")));
    }
    for index in ["-1", "65536", "x", "", "7.0"] {
        let xml = request(&format!("AssertionConsumerServiceIndex='{index}'"), "");
        assert!(page(&xml).contains("AssertionConsumerServiceIndex of AuthnRequest is invalid"));
    }
    let both =
        format!("AssertionConsumerServiceURL='{CONSUMER}' AssertionConsumerServiceIndex='7'");
    assert!(page(&request(&both, "")).contains("Only one is allowed"));
}

#[test]
fn another_sender_or_receiver_is_named() {
    let other = request("", "").replace(
        "<Issuer>https://app.example.com/saml</Issuer>",
        "<Issuer>https://other.example</Issuer>",
    );
    assert_eq!(
        page(&other),
        "The Issuer of the request is https://other.example, but the application is registered as \
         https://app.example.com/saml"
    );
    for destination in [
        "https://id.example.com/saml/2/sso",
        "https://evil.example",
        "",
    ] {
        let xml = request(&format!("Destination='{destination}'"), "");
        assert!(page(&xml).starts_with("The Destination of the request is"));
    }
}

#[test]
fn a_request_is_good_for_ten_minutes() {
    let request = AuthnRequest::parse(&request("", "")).unwrap();
    let at = |now| check(&request, None, Unsigned, &provider(), SSO, now);
    let issued_at = request.issued_at;
    for (now, is_good) in [
        (issued_at.minus(Duration::from_secs(181)), false),
        (issued_at.minus(Duration::from_secs(180)), true),
        (issued_at.plus(Duration::from_secs(600)), true),
        (issued_at.plus(Duration::from_secs(601)), false),
    ] {
        match at(now) {
            Ok(_) => assert!(is_good),
            Err(refusal) => {
                assert!(!is_good);
                assert_eq!(
                    refusal,
                    Refusal::Page(PageError::WrongTime { issued_at, now })
                );
            }
        }
    }
}

#[test]
fn a_signature_in_the_message_is_never_taken_for_a_verified_one() {
    let signature =
        "<s:Signature xmlns:s='http://www.w3.org/2000/09/xmldsig#'><s:SignedInfo/></s:Signature>";
    let hidden = format!("<p:Extensions>{signature}</p:Extensions>");
    for children in [signature, &hidden] {
        let xml = request("", children);
        assert!(page(&xml).contains("contains an XML signature"));
        let verified = checked(&xml, Verified);
        assert_eq!(verified, Err(Refusal::Page(PageError::XmlSignature)));
    }
    let mut provider = provider();
    provider.requests_signed = true;
    let request = AuthnRequest::parse(&request("", "")).unwrap();
    let unsigned = check(&request, None, Unsigned, &provider, SSO, now());
    assert_eq!(unsigned, Err(Refusal::Page(PageError::Unsigned)));
    assert!(check(&request, None, Verified, &provider, SSO, now()).is_ok());
}

#[test]
fn what_is_wrong_otherwise_is_told_to_the_application() {
    for (attributes, children, status) in [
        (
            "ProtocolBinding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact'",
            "",
            Status::UnsupportedBinding,
        ),
        (
            "ProtocolBinding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'",
            "",
            Status::UnsupportedBinding,
        ),
        (
            "",
            "<Subject><NameID>ada</NameID></Subject>",
            Status::RequestUnsupported,
        ),
        ("", "<Subject/>", Status::RequestUnsupported),
        (
            "",
            "<p:RequestedAuthnContext><AuthnContextDeclRef>urn:a</AuthnContextDeclRef></p:RequestedAuthnContext>",
            Status::NoAuthnContext,
        ),
    ] {
        let Err(Refusal::Answer(error)) = checked(&request(attributes, children), Unsigned) else {
            panic!("{attributes} {children}")
        };
        assert_eq!(error.status, status);
        assert_eq!(error.consumer_url, CONSUMER);
        assert_eq!(error.in_response_to.as_deref(), Some("_r1"));
        assert_eq!(error.relay_state.as_deref(), Some("/wiki"));
        assert!(!error.message.is_empty());
    }
}

#[test]
fn what_every_request_has_is_required() {
    let good = request("", "");
    for (from, to, expected) in [
        ("ID=\"_r1\"", "", "AuthnRequest has no attribute ID"),
        (
            "ID=\"_r1\"",
            "ID=\"1r\"",
            "the attribute ID of AuthnRequest is invalid",
        ),
        (
            "ID=\"_r1\"",
            "ID=\"a:b\"",
            "the attribute ID of AuthnRequest is invalid",
        ),
        (
            "ID=\"_r1\"",
            "ID=\"a&#34;b\"",
            "the attribute ID of AuthnRequest is invalid",
        ),
        (
            "Version=\"2.0\"",
            "",
            "AuthnRequest has no attribute Version",
        ),
        (
            "Version=\"2.0\"",
            "Version=\"1.1\"",
            "the message is not of SAML 2.0",
        ),
        (
            "06:49:00Z",
            "06:49:00",
            "the attribute IssueInstant of AuthnRequest is invalid",
        ),
        (
            "2026-11-24T",
            "24.11.2026 ",
            "the attribute IssueInstant of AuthnRequest is invalid",
        ),
        (
            "<Issuer>https://app.example.com/saml</Issuer>",
            "",
            "the element Issuer is missing",
        ),
        (
            "https://app.example.com/saml<",
            "<",
            "the element Issuer must contain a text and nothing else",
        ),
        (
            "https://app.example.com/saml<",
            &format!("{}<", "a".repeat(1025)),
            "the element Issuer must contain a text and nothing else",
        ),
        (
            "https://app.example.com/saml<",
            "<x/><",
            "the element Issuer must contain a text and nothing else",
        ),
        (
            "p:AuthnRequest",
            "p:LogoutRequest",
            "the message is LogoutRequest, but AuthnRequest is expected here",
        ),
        (
            "urn:oasis:names:tc:SAML:2.0:protocol",
            "urn:x",
            "the message is AuthnRequest, but AuthnRequest is expected here",
        ),
    ] {
        let changed = good.replace(from, to);
        assert_ne!(changed, good);
        let error = AuthnRequest::parse(&changed).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let long = request(&format!("Destination='{}'", "x".repeat(2049)), "");
    assert!(matches!(
        AuthnRequest::parse(&long),
        Err(Malformed::InvalidAttribute { .. })
    ));
    for flag in ["ForceAuthn='yes'", "IsPassive=''"] {
        assert!(AuthnRequest::parse(&request(flag, "")).is_err());
    }
    let comparison = "<p:RequestedAuthnContext Comparison='weakest'/>";
    assert!(AuthnRequest::parse(&request("", comparison)).is_err());
}
