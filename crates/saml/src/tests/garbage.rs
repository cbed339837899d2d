//! Input that nobody sends: everything is read or refused, and nothing panics.

use proptest::prelude::*;
use rules::saml::AttributeNameFormat;

use super::fixtures::{THEIRS, checked, now, request, success};
use crate::authn_request::{AuthnRequest, SignatureState};
use crate::keys::Certificate;
use crate::logout::LogoutRequest;
use crate::metadata;
use crate::post::PostMessage;
use crate::redirect::{self, RedirectMessage};
use crate::response::Attribute;
use crate::xml::{self, Element};

/// Parts of documents, put together in any order.
const PARTS: &str = "<|>|/|=|'|\"|&|;|&amp;|&#|<!--|-->|<!|\\]\\]>|<\\?|\\?>|<!\\[CDATA\\[|xmlns|:|p:|a|\
    <p:AuthnRequest |<Issuer>|</Issuer>|ID='_1'|Version='2.0'| |\n|\r|é|\0|<!DOCTYPE";

fn all_texts<'a>(element: &'a Element, name: &str, texts: &mut Vec<&'a str>) {
    if element.name == name {
        texts.push(&element.text);
    }
    for child in &element.children {
        all_texts(child, name, texts);
    }
}

proptest! {
    #[test]
    fn any_document_is_read_or_refused(parts in prop::collection::vec(PARTS, 0..40)) {
        let text = parts.concat();
        for xml in [text.clone(), request(&text, ""), request("", &text)] {
            let _ = AuthnRequest::parse(&xml);
            let _ = LogoutRequest::parse(&xml);
            let _ = metadata::read(&xml, now());
            let _ = checked(&xml, SignatureState::Verified);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = xml::parse(&text, 1024);
        let _ = RedirectMessage::request(&text);
        let _ = PostMessage::request(&text);
        let _ = Certificate::from_pem(&text);
        let _ = Certificate::from_base64(&text);
        let query = redirect::query(&text, Some(&text));
        if let Ok(message) = RedirectMessage::request(&query) {
            prop_assert_eq!(&message.xml, &text);
            prop_assert_eq!(message.relay_state.unwrap_or_default(), text);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        use base64::Engine;
        prop_assert!(Certificate::from_der(&bytes).is_err());
        let text = base64::engine::general_purpose::STANDARD.encode(&bytes);
        let query = format!("SAMLRequest={}", crate::parameters::encode(&text));
        let _ = RedirectMessage::request(&query);
        let _ = PostMessage::request(&query);
    }

    /// A certificate with other octets is refused or another one, and its key is checked.
    #[test]
    fn any_changed_certificate_is_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut der = THEIRS.certificate().der().to_vec();
        let at = at.index(der.len());
        der[at] = byte;
        if let Ok(certificate) = Certificate::from_der(&der) {
            let _ = certificate.check_key();
            let _ = crate::keys::EncryptionKey::from_certificate(&certificate);
        }
    }

    /// Whatever is in the values, the document has the same elements, and the reader finds the values.
    #[test]
    fn any_value_is_written_so_that_it_is_read_back(
        name in ".{1,20}",
        values in prop::collection::vec("(.|[<>&'\"\r\n\t\0]|\\]\\]>|&amp;|\u{feff}|\u{ffff}){0,20}", 1..4),
    ) {
        let attributes = [Attribute {
            name: name.clone(),
            format: AttributeNameFormat::Basic,
            values: values.clone(),
        }];
        let mut success = success(&attributes);
        success.name_id.value.clone_from(&values[0]);
        let root = xml::parse(&success.assertion(), 64 * 1024).unwrap();
        let mut names = Vec::new();
        all_texts(&root, "NameID", &mut names);
        let expected = xml::printable(&values[0]);
        prop_assert_eq!(names, [expected.trim_ascii()]);
        let mut read = Vec::new();
        all_texts(&root, "AttributeValue", &mut read);
        let expected: Vec<String> = values
            .iter()
            .map(|value| xml::printable(value).trim_ascii().to_owned())
            .collect();
        prop_assert_eq!(read, expected);
        let statement = root.children.last().unwrap();
        let written = xml::printable(&name).replace(['\t', '\n'], " ");
        prop_assert_eq!(statement.children[0].attribute("Name"), Some(written.as_str()));
    }
}
