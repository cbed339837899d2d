//! What is signed, checked by taking it apart again. That other implementations accept it is a test of
//! the whole system.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rules::saml::SignedParts;

use super::fixtures::{OURS, attributes, success};

const DS: &str = " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"";

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap();
    rest.split_once(end).unwrap().0
}

/// Checks the first signature of an element, and returns the element without it.
fn verified(element: &str, id: &str) -> String {
    let start = element.find("<ds:Signature ").unwrap();
    assert!(element[..start].ends_with("</saml:Issuer>"));
    let end = element.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    let signature = &element[start..end];
    assert_eq!(signature.matches(DS).count(), 1);
    assert_eq!(between(signature, "URI=\"#", "\""), id);
    let unsigned = format!("{}{}", &element[..start], &element[end..]);
    let hash = STANDARD.encode(digest(&SHA256, unsigned.as_bytes()));
    assert_eq!(between(signature, "<ds:DigestValue>", "<"), hash);
    let info = between(signature, "<ds:SignedInfo>", "</ds:SignedInfo>");
    let info = format!("<ds:SignedInfo{DS}>{info}</ds:SignedInfo>");
    let value = STANDARD
        .decode(between(signature, "<ds:SignatureValue>", "<"))
        .unwrap();
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, OURS.certificate().key())
        .verify(info.as_bytes(), &value)
        .unwrap();
    let certificate = between(signature, "<ds:X509Certificate>", "<");
    assert_eq!(
        STANDARD.decode(certificate).unwrap(),
        OURS.certificate().der()
    );
    unsigned
}

fn assertion(response: &str) -> &str {
    let start = response.find("<saml:Assertion ").unwrap();
    let end = response.find("</samlp:Response>").unwrap();
    &response[start..end]
}

#[test]
fn exactly_what_is_set_is_signed() {
    let attributes = attributes();
    let mut success = success(&attributes);
    let plain = success.assertion();
    for (sign, response_signed, assertion_signed) in [
        (SignedParts::Both, true, true),
        (SignedParts::Response, true, false),
        (SignedParts::Assertion, false, true),
    ] {
        success.sign = sign;
        let mut response = success.write(&OURS.key).unwrap();
        assert_eq!(
            response.matches("<ds:Signature ").count(),
            usize::from(response_signed) + usize::from(assertion_signed)
        );
        if response_signed {
            response = verified(&response, "_a1");
        }
        let mut assertion = assertion(&response).to_owned();
        if assertion_signed {
            assertion = verified(&assertion, "_b2");
        }
        assert_eq!(assertion, plain);
        // Otherwise the assertion would be another one inside and outside of the response.
        let start = between(&response, "<samlp:Response", ">");
        assert!(!start.contains("xmlns:saml="));
        assert!(!response.contains("SHA1") && !response.contains("sha1"));
    }
}

#[test]
fn a_response_is_for_one_address_and_one_request() {
    let response = success(&[]).write(&OURS.key).unwrap();
    assert!(response.starts_with(
        "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
         Destination=\"https://app.example.com/acs\" ID=\"_a1\" InResponseTo=\"_r1\" \
         IssueInstant=\"2026-11-24T06:49:12Z\" Version=\"2.0\">\
         <saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">\
         https://id.example.com/saml/1/metadata</saml:Issuer><ds:Signature "
    ));
    assert!(response.contains(
        "</ds:Signature><samlp:Status><samlp:StatusCode \
         Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"></samlp:StatusCode></samlp:Status>\
         <saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_b2\""
    ));
}
