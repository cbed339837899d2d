//! The messages of a SAML service provider: requests to authenticate, and to sign out.

use std::str;

use roxmltree::Node;
use saml::authn_request::{self, AuthnRequest, PageError, Refusal, SignatureState};
use saml::logout::{LogoutRequest, LogoutResponse};
use saml::redirect::{self, RedirectMessage};
use saml::response::{ErrorResponse, Status};

use crate::memory::bounded;
use crate::saml_parties::{DESTINATION, ISSUER, PROVIDER, is_registered};
use crate::second_reader::{self, ASSERTION, PROTOCOL, SIGNATURE};
use crate::{now, stored};

/// Checks an input. Panics if a check fails.
pub fn check(xml: &[u8]) {
    let Ok(xml) = str::from_utf8(xml) else {
        return;
    };
    let message = RedirectMessage::request(&redirect::query(xml, None));
    match message {
        Ok(message) => assert_eq!(message.xml, xml),
        Err(_) => assert!(xml.len() > 64 * 1024),
    }
    match bounded(xml.len(), 128, || AuthnRequest::parse(xml)) {
        Ok(request) => authn_request(xml, &request),
        Err(error) => assert!(error.to_string().len() < 1024),
    }
    match bounded(xml.len(), 128, || LogoutRequest::parse(xml)) {
        Ok(request) => logout_request(xml, &request),
        Err(error) => assert!(error.to_string().len() < 1024),
    }
}

fn authn_request(xml: &str, request: &AuthnRequest) {
    let document = second_reader::read(xml);
    let root = document.root_element();
    assert!(root.has_tag_name((PROTOCOL, "AuthnRequest")));
    common(root, &request.id, &request.issuer, request.has_signature);
    let attribute = |name: &str| root.attribute(name).map(str::to_owned);
    assert_eq!(request.destination, attribute("Destination"));
    assert_eq!(
        request.consumer_url,
        attribute("AssertionConsumerServiceURL")
    );
    assert_eq!(request.binding, attribute("ProtocolBinding"));
    let flag = |name: &str| matches!(root.attribute(name), Some("true" | "1"));
    assert_eq!(request.force_authn, flag("ForceAuthn"));
    assert_eq!(request.is_passive, flag("IsPassive"));
    let subjects = second_reader::children(root, ASSERTION, "Subject").count();
    assert_eq!(usize::from(request.has_subject.is_some()), subjects);
    for signature in [SignatureState::Unsigned, SignatureState::Verified] {
        let state = Some("/wiki".to_owned());
        match authn_request::check(request, state, signature, &PROVIDER, DESTINATION, now()) {
            Ok(checked) => {
                assert_eq!(request.issuer, PROVIDER.entity_id);
                assert!(!request.has_signature);
                assert_eq!(checked.request_id.as_ref(), Some(&request.id));
                consumer(request, &checked.consumer_url);
                assert!(
                    signature == SignatureState::Verified || checked.name_id == PROVIDER.name_id
                );
                stored::survives(&checked);
                refused(request, &checked.refuse(Status::RequestDenied, "<No>"));
            }
            Err(Refusal::Answer(error)) => refused(request, &error),
            Err(Refusal::Page(error)) => shown(&error),
        }
    }
}

fn logout_request(xml: &str, request: &LogoutRequest) {
    let document = second_reader::read(xml);
    let root = document.root_element();
    assert!(root.has_tag_name((PROTOCOL, "LogoutRequest")));
    common(root, &request.id, &request.issuer, request.has_signature);
    let names = second_reader::texts(root, ASSERTION, "NameID");
    assert_eq!(names, [request.name_id.as_str()]);
    let sessions = second_reader::texts(root, PROTOCOL, "SessionIndex");
    assert_eq!(request.session_indexes, sessions);
    match request.check(&PROVIDER, DESTINATION, now()) {
        Ok(()) => assert_eq!(request.issuer, PROVIDER.entity_id),
        Err(error) => shown(&error),
    }
    let response = LogoutResponse {
        issuer: ISSUER,
        destination: "https://app.example/slo",
        in_response_to: &request.id,
        id: "_1",
        now: now(),
        problem: None,
    };
    written(&response.write(), &request.id);
}

/// What every request has, as the other reader sees it.
fn common(root: Node, id: &str, issuer: &str, has_signature: bool) {
    assert_eq!(root.attribute("Version"), Some("2.0"));
    assert_eq!(root.attribute("ID"), Some(id));
    let issuers = second_reader::texts(root, ASSERTION, "Issuer");
    assert_eq!(issuers, [issuer]);
    let signed = second_reader::contains(root, SIGNATURE, "Signature");
    assert_eq!(has_signature, signed);
    for (namespace, name) in [
        (PROTOCOL, "AuthnRequest"),
        (PROTOCOL, "LogoutRequest"),
        (ASSERTION, "Assertion"),
    ] {
        assert!(!second_reader::contains(root, namespace, name));
    }
}

/// Checks that a response goes to an address that is registered, and the one that was asked for.
fn consumer(request: &AuthnRequest, consumer_url: &str) {
    assert!(is_registered(consumer_url));
    if let Some(requested) = &request.consumer_url {
        assert_eq!(requested, consumer_url);
    }
}

fn refused(request: &AuthnRequest, error: &ErrorResponse) {
    consumer(request, &error.consumer_url);
    written(&error.write(ISSUER, "_1", now()), &request.id);
}

/// Checks that another reader can read a response.
fn written(xml: &str, in_response_to: &str) {
    let document = second_reader::read(xml);
    let root = document.root_element();
    assert_eq!(root.attribute("InResponseTo"), Some(in_response_to));
    assert_eq!(crate::canonical::write(root), xml);
}

/// Checks that a page has room for an error.
fn shown(error: &PageError) {
    assert!(error.to_string().len() < 8 * 1024);
}
