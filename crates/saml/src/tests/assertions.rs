//! Responses, byte for byte.

use rules::saml::NameIdFormat;

use super::fixtures::{CONSUMER, ISSUER, attributes, now, success};
use crate::authn_request::CheckedRequest;
use crate::response::{ErrorResponse, NameId, Status, form_fields};

#[test]
fn an_assertion_says_who_for_whom_and_until_when() {
    let attributes = attributes();
    assert_eq!(
        success(&attributes).assertion(),
        "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_b2\" \
         IssueInstant=\"2026-11-24T06:49:12Z\" Version=\"2.0\">\
         <saml:Issuer>https://id.example.com/saml/1/metadata</saml:Issuer>\
         <saml:Subject>\
         <saml:NameID Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">ada@example.com</saml:NameID>\
         <saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">\
         <saml:SubjectConfirmationData InResponseTo=\"_r1\" NotOnOrAfter=\"2026-11-24T06:54:12Z\" \
         Recipient=\"https://app.example.com/acs\"></saml:SubjectConfirmationData>\
         </saml:SubjectConfirmation></saml:Subject>\
         <saml:Conditions NotBefore=\"2026-11-24T06:46:12Z\" NotOnOrAfter=\"2026-11-24T06:54:12Z\">\
         <saml:AudienceRestriction><saml:Audience>https://app.example.com/saml</saml:Audience>\
         </saml:AudienceRestriction></saml:Conditions>\
         <saml:AuthnStatement AuthnInstant=\"2026-11-24T06:49:12Z\" SessionIndex=\"s1\">\
         <saml:AuthnContext><saml:AuthnContextClassRef>\
         urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport\
         </saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>\
         <saml:AttributeStatement>\
         <saml:Attribute Name=\"name\" NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:basic\">\
         <saml:AttributeValue>Ada &lt;Lovelace&gt; &amp; \"co\" \n</saml:AttributeValue></saml:Attribute>\
         <saml:Attribute Name=\"urn:oid:1.3.6.1.4.1.5923.1.5.1.1\" \
         NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\">\
         <saml:AttributeValue>admins</saml:AttributeValue>\
         <saml:AttributeValue>writers</saml:AttributeValue></saml:Attribute>\
         </saml:AttributeStatement></saml:Assertion>"
    );
}

#[test]
fn what_is_not_known_is_not_written() {
    let mut success = success(&[]);
    success.in_response_to = None;
    success.session_expires_at = Some(now());
    success.name_id = NameId {
        format: NameIdFormat::Persistent,
        value: "p1".to_owned(),
    };
    let assertion = success.assertion();
    assert!(!assertion.contains("InResponseTo") && !assertion.contains("AttributeStatement"));
    assert!(assertion.contains(
        "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\" \
         NameQualifier=\"https://id.example.com/saml/1/metadata\" \
         SPNameQualifier=\"https://app.example.com/saml\">p1</saml:NameID>"
    ));
    assert!(assertion.contains("SessionNotOnOrAfter=\"2026-11-24T06:49:12Z\""));
}

#[test]
fn an_error_is_answered_with_its_codes() {
    let request = CheckedRequest {
        request_id: Some("_r1".to_owned()),
        consumer_url: CONSUMER.to_owned(),
        relay_state: Some("/wiki".to_owned()),
        force_authn: false,
        is_passive: true,
        name_id: NameIdFormat::Email,
        context: None,
        context_class: None,
    };
    let error = request.refuse(Status::NoPassive, "Nobody is signed in");
    assert_eq!(
        error.write(ISSUER, "_a1", now()),
        "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
         Destination=\"https://app.example.com/acs\" ID=\"_a1\" InResponseTo=\"_r1\" \
         IssueInstant=\"2026-11-24T06:49:12Z\" Version=\"2.0\">\
         <saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">\
         https://id.example.com/saml/1/metadata</saml:Issuer>\
         <samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Responder\">\
         <samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:NoPassive\"></samlp:StatusCode>\
         </samlp:StatusCode><samlp:StatusMessage>Nobody is signed in</samlp:StatusMessage>\
         </samlp:Status></samlp:Response>"
    );
    let unsolicited = ErrorResponse {
        in_response_to: None,
        ..error
    };
    assert!(
        !unsolicited
            .write(ISSUER, "_a1", now())
            .contains("InResponseTo")
    );
}

#[test]
fn a_form_has_the_response_in_base64() {
    assert_eq!(
        form_fields("<a>?", Some("/wiki")),
        [
            ("SAMLResponse", "PGE+Pw==".to_owned()),
            ("RelayState", "/wiki".to_owned())
        ]
    );
    assert_eq!(form_fields("", None), [("SAMLResponse", String::new())]);
}
