//! The parameters that carry messages, and signatures over them.

use aws_lc_rs::signature::{
    RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512, RSA_PSS_SHA256, RsaEncoding,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::fixtures::{OURS, THEIRS, provider, request};
use crate::authn_request::{PageError, SignatureState};
use crate::error::Malformed;
use crate::names::{RSA_SHA1, RSA_SHA256, RSA_SHA384, RSA_SHA512};
use crate::parameters::encode;
use crate::post::PostMessage;
use crate::redirect::{self, RedirectMessage};

fn read(query: &str) -> RedirectMessage {
    RedirectMessage::request(query).unwrap()
}

fn signed() -> String {
    let query = redirect::query(&request("", ""), Some("/wiki a"));
    THEIRS.signed(&query, RSA_SHA256, &RSA_PKCS1_SHA256)
}

#[test]
fn a_message_is_read_as_it_was_written() {
    let xml = request("", "");
    let message = read(&redirect::query(&xml, Some("/a?b=c&d=é+")));
    assert_eq!(message.xml, xml);
    assert_eq!(message.relay_state.as_deref(), Some("/a?b=c&d=é+"));
    assert!(!message.is_signed() && !message.verify(&[THEIRS.verification()]));
    assert_eq!(read(&redirect::query(&xml, None)).relay_state, None);
    let lines = STANDARD.encode(&xml).replace("PHA6", "PHA6\r\n");
    for body in [STANDARD.encode(&xml), lines] {
        let form = format!("RelayState=a+b%2Bc&SAMLRequest={}&x=y", encode(&body));
        let message = PostMessage::request(&form).unwrap();
        assert_eq!(message.xml, xml);
        assert_eq!(message.relay_state.as_deref(), Some("a b+c"));
    }
}

#[test]
fn a_signature_is_verified_with_any_of_the_keys() {
    let query = redirect::query(&request("", ""), None);
    let keys = [OURS.verification(), THEIRS.verification()];
    let algorithms: [(&str, &'static dyn RsaEncoding); 3] = [
        (RSA_SHA256, &RSA_PKCS1_SHA256),
        (RSA_SHA384, &RSA_PKCS1_SHA384),
        (RSA_SHA512, &RSA_PKCS1_SHA512),
    ];
    for (name, padding) in algorithms {
        let message = read(&THEIRS.signed(&query, name, padding));
        assert!(message.is_signed() && message.verify(&keys), "{name}");
        assert!(
            !message.verify(&keys[..1]) && !message.verify(&[]),
            "{name}"
        );
        assert_eq!(
            SignatureState::required(&message, &provider()),
            Ok(SignatureState::Verified)
        );
    }
    // The name is part of what is signed, and decides about the algorithm.
    for padding in [
        &RSA_PKCS1_SHA512 as &'static dyn RsaEncoding,
        &RSA_PSS_SHA256,
    ] {
        assert!(!read(&THEIRS.signed(&query, RSA_SHA256, padding)).verify(&keys));
    }
    assert!(read(&signed()).verify(&keys));
}

#[test]
fn other_orders_and_spellings_of_the_values_are_verified_as_received() {
    let [request, state, algorithm, signature]: [String; 4] = {
        let parts: Vec<String> = signed().split('&').map(str::to_owned).collect();
        parts.try_into().unwrap()
    };
    let keys = [THEIRS.verification()];
    let shuffled = format!("{signature}&a=b&{state}&{algorithm}&{request}");
    assert!(read(&shuffled).verify(&keys));
    // The same values in other octets were not signed.
    for (octets, other) in [("%20", "+"), ("%2F", "/"), ("%2F", "%2f")] {
        let respelled = format!(
            "{request}&{}&{algorithm}&{signature}",
            state.replace(octets, other)
        );
        let message = read(&respelled);
        assert_eq!(message.relay_state.as_deref(), Some("/wiki a"));
        assert!(!message.verify(&keys), "{other}");
    }
    for changed in [
        format!("{request}&{algorithm}&{signature}"),
        format!("{request}&{state}x&{algorithm}&{signature}"),
        format!("{request}&RelayState=&{algorithm}&{signature}"),
        format!(
            "{request}&{state}&SigAlg={}&{signature}",
            encode(RSA_SHA512)
        ),
        format!(
            "{}&{state}&{algorithm}&{signature}",
            redirect::query(&super::fixtures::request("", "<p:Scoping/>"), None)
        ),
        format!("{request}&{state}&{algorithm}&Signature="),
        format!("{request}&{state}&{algorithm}&Signature=AAAA"),
    ] {
        let message = read(&changed);
        assert!(message.is_signed() && !message.verify(&keys), "{changed}");
        assert_eq!(
            SignatureState::of(&message, &provider()),
            Err(PageError::WrongSignature)
        );
    }
}

#[test]
fn a_signature_that_nobody_can_verify_is_refused() {
    let mut provider = provider();
    let unsigned = read(&redirect::query(&request("", ""), None));
    assert_eq!(
        SignatureState::of(&unsigned, &provider),
        Ok(SignatureState::Unsigned)
    );
    assert_eq!(
        SignatureState::required(&unsigned, &provider),
        Err(PageError::Unsigned)
    );
    provider.requests_signed = true;
    assert_eq!(
        SignatureState::of(&unsigned, &provider),
        Err(PageError::Unsigned)
    );
    assert_eq!(
        SignatureState::unsigned(&provider),
        Err(PageError::Unsigned)
    );
    provider.request_keys.clear();
    assert_eq!(
        SignatureState::of(&read(&signed()), &provider),
        Err(PageError::NoCertificate)
    );
}

#[test]
fn each_name_occurs_once_in_its_literal_spelling() {
    let query = signed();
    for (added, name) in [
        ("SAMLRequest=x", "SAMLRequest"),
        ("RelayState=x", "RelayState"),
        ("RelayState", "RelayState"),
        ("SigAlg=x", "SigAlg"),
        ("Signature=", "Signature"),
    ] {
        for both in [format!("{query}&{added}"), format!("{added}&{query}")] {
            assert_eq!(
                RedirectMessage::request(&both),
                Err(Malformed::RepeatedParameter(name))
            );
        }
    }
    for (spelling, name) in [
        ("SAML%52equest=x", "SAMLRequest"),
        ("%53AMLRequest=x", "SAMLRequest"),
        ("samlrequest=x", "SAMLRequest"),
        ("SAMLRequest%20=x", "SAMLRequest"),
        ("+SAMLRequest=x", "SAMLRequest"),
        ("SAMLRequest%00=x", "SAMLRequest"),
        ("Relay%53tate=x", "RelayState"),
        ("Sig%41lg=x", "SigAlg"),
        ("signature=x", "Signature"),
    ] {
        for both in [format!("{query}&{spelling}"), format!("{spelling}&{query}")] {
            assert_eq!(
                RedirectMessage::request(&both),
                Err(Malformed::ParameterSpelling(name))
            );
        }
    }
    let form = format!("SAMLRequest={}", STANDARD.encode("<a/>"));
    assert!(PostMessage::request(&form).is_ok());
    let twice = PostMessage::request(&format!("{form}&{form}"));
    assert_eq!(twice, Err(Malformed::RepeatedParameter("SAMLRequest")));
}

#[test]
fn what_cannot_be_read_is_explained() {
    let query = redirect::query("<a/>", None);
    let algorithm = |name| format!("{query}&SigAlg={}&Signature=AAAA", encode(name));
    let compressed = |bytes: &[u8]| format!("SAMLRequest={}", encode(&STANDARD.encode(bytes)));
    let utf16: Vec<u8> = "<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    // One block that is not compressed.
    let mut stored = vec![1, 8, 0, 247, 255];
    stored.extend_from_slice(&utf16);
    let mut latin = vec![1, 1, 0, 254, 255];
    latin.push(0xe9);
    let mut trailing = stored.clone();
    trailing.push(0);
    for (query, expected) in [
        (String::new(), Malformed::MissingRequest),
        ("a=b".to_owned(), Malformed::MissingRequest),
        (format!("{query}&SAMLResponse=x"), Malformed::NotARequest),
        (
            format!("{query}&RelayState=%ff"),
            Malformed::Encoding("RelayState"),
        ),
        (format!("{query}&RelayState=a%0Ab"), Malformed::RelayState),
        (
            format!("{query}&RelayState={}", "a".repeat(4097)),
            Malformed::RelayState,
        ),
        (
            format!("{query}&SigAlg={}", encode(RSA_SHA256)),
            Malformed::HalfSignature,
        ),
        (format!("{query}&Signature=AAAA"), Malformed::HalfSignature),
        (algorithm(RSA_SHA1), Malformed::Sha1),
        (
            algorithm("urn:x"),
            Malformed::SignatureAlgorithm("urn:x".to_owned()),
        ),
        (algorithm(""), Malformed::SignatureAlgorithm(String::new())),
        (
            format!("{query}&SAMLEncoding=urn:x"),
            Malformed::SamlEncoding,
        ),
        (
            "SAMLRequest=%3C".to_owned(),
            Malformed::Base64("SAMLRequest"),
        ),
        (
            format!("SAMLRequest={}", "A".repeat(400_000)),
            Malformed::TooLong,
        ),
        (compressed(b"<a/>"), Malformed::Deflate),
        (compressed(&trailing), Malformed::Deflate),
        (compressed(&latin), Malformed::Utf8),
    ] {
        assert_eq!(
            RedirectMessage::request(&query).unwrap_err(),
            expected,
            "{query:.80}"
        );
    }
    assert!(Malformed::Sha1.to_string().contains("SHA-1"));
    // UTF-16 is UTF-8 with zeros, which XML does not allow.
    let message = read(&compressed(&stored));
    assert!(crate::authn_request::AuthnRequest::parse(&message.xml).is_err());
    let utf16 = format!(
        "SAMLRequest={}",
        encode(&STANDARD.encode([0xff, 0xfe, b'<', 0]))
    );
    assert_eq!(PostMessage::request(&utf16), Err(Malformed::Utf8));
    let long = format!("SAMLRequest={}", STANDARD.encode(vec![b'a'; 64 * 1024 + 1]));
    assert_eq!(PostMessage::request(&long), Err(Malformed::TooLong));
}

#[test]
fn a_bomb_does_not_go_off() {
    let bomb = redirect::query(&" ".repeat(100 * 1024 * 1024), None);
    assert!(bomb.len() < 320 * 1024);
    assert_eq!(RedirectMessage::request(&bomb), Err(Malformed::TooLong));
    let longest = " ".repeat(64 * 1024);
    assert_eq!(read(&redirect::query(&longest, None)).xml, longest);
    let longer = redirect::query(&format!("{longest} "), None);
    assert_eq!(RedirectMessage::request(&longer), Err(Malformed::TooLong));
}
