//! What is said about a person: any text as a claim of OpenID Connect, and as an attribute of SAML. The
//! input is the name of the attribute, the name of the person and the values, with `|` between them.

use std::str;
use std::sync::LazyLock;
use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oidc::mapping;
use oidc::person::Person;
use oidc::scope::{Scope, Scopes};
use roxmltree::Node;
use rules::saml::{AttributeNameFormat, NameIdFormat, SignedParts};
use saml::response::{Attribute, NameId, Success};
use serde_json::{Map, Value, json};

use crate::saml_parties::{ISSUER, OURS};
use crate::second_reader::{self, ASSERTION, SIGNATURE};
use crate::{canonical, now, stored};

/// Checks an input. Panics if a check fails.
pub fn check(text: &[u8]) {
    let Ok(text) = str::from_utf8(text) else {
        return;
    };
    let mut parts = text.split('|').map(str::to_owned);
    let (Some(name), Some(person)) = (parts.next(), parts.next()) else {
        return;
    };
    let values: Vec<String> = parts.collect();
    claims(&name, &person, &values);
    assertion(&name, &person, &values);
}

fn claims(name: &str, email: &str, values: &[String]) {
    let person = Person {
        email: Some(email.to_owned()),
        mapped: Map::from_iter([(name.to_owned(), json!(values))]),
        ..Person::default()
    };
    let claims = person.claims(&Scopes::from(Scope::ALL));
    let is_mapped = claims.get(name) == Some(&json!(values));
    assert_eq!(is_mapped, mapping::check_name(name).is_ok());
    let of_protocol = ["sub", "iss", "aud", "exp", "nonce", "acr", "sid", "azp"];
    let of_account = ["email", "email_verified", "phone_number"];
    if of_protocol
        .iter()
        .chain(&of_account)
        .any(|own| own.eq_ignore_ascii_case(name))
    {
        assert!(!is_mapped);
    }
    assert_eq!(
        claims
            .get("email")
            .and_then(Value::as_str)
            .unwrap_or_default(),
        email
    );
    stored::survives(&claims);
}

fn assertion(name: &str, person: &str, values: &[String]) {
    let attributes = [Attribute {
        name: name.to_owned(),
        format: AttributeNameFormat::Basic,
        values: values.to_vec(),
    }];
    let success = Success {
        issuer: ISSUER,
        consumer_url: "https://app.example/acs",
        in_response_to: Some("_r1"),
        audience: "https://app.example/saml",
        name_id: NameId {
            format: NameIdFormat::Persistent,
            value: person.to_owned(),
        },
        session_index: name,
        authenticated_at: now(),
        context_class: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
        attributes: &attributes,
        now: now(),
        expires_at: now().plus(Duration::from_mins(5)),
        session_expires_at: None,
        sign: [
            SignedParts::Both,
            SignedParts::Response,
            SignedParts::Assertion,
        ][values.len() % 3],
        encrypt: None,
        response_id: "_a1",
        assertion_id: "_b2",
    };
    let plain = success.assertion();
    read_back(&plain, name, person, values);
    let response = success.write(&OURS.key).expect("the key signs");
    let document = second_reader::read(&response);
    let root = document.root_element();
    assert_eq!(canonical::write(root), response);
    if success.sign != SignedParts::Assertion {
        verified(&response, root);
    }
    let assertion = second_reader::children(root, ASSERTION, "Assertion");
    let [assertion] = assertion.collect::<Vec<_>>()[..] else {
        panic!("there is not exactly one assertion");
    };
    let written = match success.sign {
        SignedParts::Response => canonical::write(assertion),
        SignedParts::Both | SignedParts::Assertion => verified(&response, assertion),
    };
    assert_eq!(written, plain);
}

/// Checks that another reader finds each text where it belongs, and nothing else.
fn read_back(plain: &str, name: &str, person: &str, values: &[String]) {
    let document = second_reader::read(plain);
    let root = document.root_element();
    assert_eq!(canonical::write(root), plain);
    let elements = root.descendants().filter(Node::is_element).count();
    let statement = if values.is_empty() {
        0
    } else {
        2 + values.len()
    };
    assert_eq!(elements, 12 + statement);
    let all = |name: &'static str| -> Vec<Node> {
        let found = root.descendants();
        found
            .filter(|node| node.has_tag_name((ASSERTION, name)))
            .collect()
    };
    let texts = |name| -> Vec<&str> {
        let found = all(name).into_iter();
        found.map(|node| node.text().unwrap_or_default()).collect()
    };
    assert_eq!(texts("NameID"), [kept(person)]);
    let expected: Vec<String> = values.iter().map(|value| kept(value)).collect();
    assert_eq!(texts("AttributeValue"), expected);
    let one_line = kept(name).replace(['\t', '\n'], " ");
    let session = all("AuthnStatement")[0].attribute("SessionIndex");
    assert_eq!(session, Some(one_line.as_str()));
    for attribute in all("Attribute") {
        assert_eq!(attribute.attribute("Name"), Some(one_line.as_str()));
    }
}

/// A text with spaces for control characters and for what XML does not allow.
fn kept(text: &str) -> String {
    let is_kept = |c: char| {
        matches!(c, '\t' | '\n') || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    text.chars()
        .map(|c| if is_kept(c) { c } else { ' ' })
        .collect()
}

/// Verifies the signature of an element, and returns the element without it.
fn verified(written: &str, element: Node) -> String {
    static KEY: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let pair = RsaKeyPair::from_pkcs8(&OURS.pkcs8).expect("the key can be read");
        pair.public_key().as_ref().to_vec()
    });
    let [signature] =
        second_reader::children(element, SIGNATURE, "Signature").collect::<Vec<_>>()[..]
    else {
        panic!("there is not exactly one signature");
    };
    let below = |name: &'static str| {
        let mut found = signature.descendants();
        found
            .find(|node| node.has_tag_name((SIGNATURE, name)))
            .expect("the signature is complete")
    };
    let (outside, inside) = (element.range(), signature.range());
    let unsigned = format!(
        "{}{}",
        &written[outside.start..inside.start],
        &written[inside.end..outside.end]
    );
    let reference = below("Reference").attribute("URI");
    let id = element.attribute("ID").unwrap_or_default();
    assert_eq!(reference, Some(format!("#{id}").as_str()));
    let hash = STANDARD.encode(digest(&SHA256, unsigned.as_bytes()));
    assert_eq!(below("DigestValue").text(), Some(hash.as_str()));
    let signed = canonical::write(below("SignedInfo"));
    let value = below("SignatureValue").text().unwrap_or_default();
    let value = STANDARD.decode(value).expect("a signature is base64");
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &*KEY)
        .verify(signed.as_bytes(), &value)
        .expect("the signature is ours");
    unsigned
}
