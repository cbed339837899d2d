//! Logout requests and their answers.

use std::time::Duration;

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rules::time::Timestamp;

use super::fixtures::{ENTITY, ISSUER, OURS, now, provider};
use crate::authn_request::PageError;
use crate::error::Malformed;
use crate::logout::{LogoutRequest, LogoutResponse};
use crate::redirect::signed_response;
use crate::response::Status;

const SLO: &str = "https://id.example.com/saml/1/logout";

fn request(attributes: &str, children: &str) -> String {
    format!(
        "<p:LogoutRequest xmlns:p='urn:oasis:names:tc:SAML:2.0:protocol' \
         xmlns='urn:oasis:names:tc:SAML:2.0:assertion' ID='_l1' Version='2.0' \
         IssueInstant='2026-11-24T06:49:00.5Z' {attributes}><Issuer>{ENTITY}</Issuer>{children}</p:LogoutRequest>"
    )
}

#[test]
fn a_request_names_the_person_and_the_sessions() {
    let xml = request(
        &format!("Destination='{SLO}' NotOnOrAfter='2026-11-24T06:54:00Z' Reason='urn:x'"),
        "<NameID Format='urn:y'>\n ada@example.com\n</NameID>\
         <p:SessionIndex>s1</p:SessionIndex><p:SessionIndex>s2</p:SessionIndex>",
    );
    let read = LogoutRequest::parse(&xml).unwrap();
    assert_eq!((read.id.as_str(), read.issuer.as_str()), ("_l1", ENTITY));
    assert_eq!(read.name_id, "ada@example.com");
    assert_eq!(read.session_indexes, ["s1", "s2"]);
    assert_eq!(
        read.not_on_or_after,
        Timestamp::parse("2026-11-24T06:54:00Z")
    );
    assert_eq!(read.check(&provider(), SLO, now()), Ok(()));
    let late = now().plus(Duration::from_mins(5));
    let not_on_or_after = read.not_on_or_after.unwrap();
    assert_eq!(
        read.check(&provider(), SLO, late),
        Err(PageError::Expired {
            not_on_or_after,
            now: late
        })
    );
    let old = now().plus(Duration::from_mins(11));
    let issued_at = read.issued_at;
    assert_eq!(
        read.check(&provider(), SLO, old),
        Err(PageError::WrongTime {
            issued_at,
            now: old
        })
    );
    assert!(matches!(
        read.check(&provider(), ISSUER, now()),
        Err(PageError::WrongDestination { .. })
    ));
    let mut other = provider();
    other.entity_id = "urn:other".to_owned();
    assert!(matches!(
        read.check(&other, SLO, now()),
        Err(PageError::WrongIssuer { .. })
    ));
}

#[test]
fn what_cannot_be_read_is_explained() {
    for (attributes, children, expected) in [
        ("", "", Malformed::MissingElement("NameID")),
        ("", "<NameID/>", Malformed::NoText("NameID".to_owned())),
        (
            "",
            "<NameID>a</NameID><NameID>b</NameID>",
            Malformed::RepeatedElement("NameID".to_owned()),
        ),
        (
            "",
            "<EncryptedID/>",
            Malformed::UnsupportedName("EncryptedID".to_owned()),
        ),
        (
            "",
            "<NameID>a</NameID><BaseID/>",
            Malformed::UnsupportedName("BaseID".to_owned()),
        ),
        (
            "",
            "<NameID>a</NameID><p:SessionIndex/>",
            Malformed::NoText("SessionIndex".to_owned()),
        ),
        (
            "",
            "<NameID>a</NameID><Evil/>",
            Malformed::UnexpectedElement("Evil".to_owned()),
        ),
        (
            "NotOnOrAfter='soon'",
            "<NameID>a</NameID>",
            Malformed::InvalidAttribute {
                element: "LogoutRequest".to_owned(),
                attribute: "NotOnOrAfter",
            },
        ),
    ] {
        assert_eq!(
            LogoutRequest::parse(&request(attributes, children)),
            Err(expected)
        );
    }
    let cut = request("", "<NameID>ada@example.com<!---->.evil.example</NameID>");
    assert!(LogoutRequest::parse(&cut).is_err());
    let signature = "<s:Signature xmlns:s='http://www.w3.org/2000/09/xmldsig#'/><NameID>a</NameID>";
    let signed = LogoutRequest::parse(&request("", signature)).unwrap();
    assert_eq!(
        signed.check(&provider(), SLO, now()),
        Err(PageError::XmlSignature)
    );
}

#[test]
fn the_answer_is_signed_as_a_query() {
    let mut answer = LogoutResponse {
        issuer: ISSUER,
        destination: "https://app.example.com/slo",
        in_response_to: "_l1",
        id: "_a1",
        now: now(),
        problem: None,
    };
    let xml = answer.write();
    assert_eq!(
        xml,
        "<samlp:LogoutResponse xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
         Destination=\"https://app.example.com/slo\" ID=\"_a1\" InResponseTo=\"_l1\" \
         IssueInstant=\"2026-11-24T06:49:12Z\" Version=\"2.0\">\
         <saml:Issuer xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">\
         https://id.example.com/saml/1/metadata</saml:Issuer>\
         <samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\">\
         </samlp:StatusCode></samlp:Status></samlp:LogoutResponse>"
    );
    answer.problem = Some(Status::UnknownPrincipal);
    assert!(answer.write().contains("status:UnknownPrincipal"));
    for (location, start) in [
        (
            "https://app.example.com/slo",
            "https://app.example.com/slo?SAMLResponse=",
        ),
        (
            "https://app.example.com/slo?a=b",
            "https://app.example.com/slo?a=b&SAMLResponse=",
        ),
        (
            "https://app.example.com/slo?",
            "https://app.example.com/slo?SAMLResponse=",
        ),
    ] {
        let address = signed_response(location, &xml, Some("/a b&c"), &OURS.key).unwrap();
        assert!(address.starts_with(start), "{address}");
        assert!(address.contains("&RelayState=%2Fa%20b%26c&SigAlg=http%3A%2F%2Fwww.w3.org"));
        let (signed, signature) = address.split_once("&Signature=").unwrap();
        let signed = &signed[signed.find("SAMLResponse=").unwrap()..];
        let signature = signature
            .replace("%2B", "+")
            .replace("%2F", "/")
            .replace("%3D", "=");
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, OURS.certificate().key())
            .verify(signed.as_bytes(), &STANDARD.decode(signature).unwrap())
            .unwrap();
    }
}
