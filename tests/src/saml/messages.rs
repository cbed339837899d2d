//! The messages of an application, and the queries that carry them.

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rules::time::Timestamp;
use uuid::Uuid;

use super::keys::SamlKey;
use crate::{encoded, field};

/// The algorithm of the signatures.
pub const RSA_SHA256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

/// A request, of which a test changes what it is about.
#[derive(Clone, Debug)]
pub struct Message {
    /// The element, `AuthnRequest` or `LogoutRequest`.
    pub element: &'static str,
    /// The identifier.
    pub id: String,
    /// The entity ID of the application.
    pub issuer: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Further attributes.
    pub attributes: Vec<(&'static str, String)>,
    /// What comes after the `Issuer`, as XML.
    pub content: String,
}

impl Message {
    /// A request to sign a person in.
    pub fn authn(issuer: &str, issued_at: Timestamp) -> Self {
        Self::new("AuthnRequest", issuer, issued_at)
    }

    /// A request to sign a person out of these sessions.
    pub fn logout(issuer: &str, issued_at: Timestamp, name_id: &str, sessions: &[&str]) -> Self {
        let indexes = sessions
            .iter()
            .map(|index| format!("<samlp:SessionIndex>{}</samlp:SessionIndex>", text(index)));
        let content = format!("<saml:NameID>{}</saml:NameID>", text(name_id));
        Self {
            content: content + &indexes.collect::<String>(),
            ..Self::new("LogoutRequest", issuer, issued_at)
        }
    }

    fn new(element: &'static str, issuer: &str, issued_at: Timestamp) -> Self {
        Self {
            element,
            id: format!("_{}", Uuid::now_v7().simple()),
            issuer: issuer.to_owned(),
            issued_at,
            attributes: Vec::new(),
            content: String::new(),
        }
    }

    /// The same with another attribute.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push((name, value.to_owned()));
        self
    }

    /// The same with more content.
    pub fn containing(mut self, xml: &str) -> Self {
        self.content.push_str(xml);
        self
    }

    /// The same for this authentication context.
    pub fn for_context(self, class: &str) -> Self {
        let class = format!(
            "<saml:AuthnContextClassRef>{}</saml:AuthnContextClassRef>",
            text(class)
        );
        self.containing(&format!(
            "<samlp:RequestedAuthnContext>{class}</samlp:RequestedAuthnContext>"
        ))
    }

    /// The document.
    pub fn xml(&self) -> String {
        let attributes = self
            .attributes
            .iter()
            .map(|(name, value)| format!(" {name}=\"{}\"", text(value)));
        let Self {
            element,
            id,
            issued_at,
            content,
            ..
        } = self;
        format!(
            "<samlp:{element} xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" \
             xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"{id}\" Version=\"2.0\" \
             IssueInstant=\"{issued_at}\"{}><saml:Issuer>{}</saml:Issuer>{content}</samlp:{element}>",
            attributes.collect::<String>(),
            text(&self.issuer),
        )
    }
}

/// Escapes a text for XML.
fn text(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// Compresses a document, as the HTTP-Redirect binding does.
pub fn deflated(bytes: &[u8]) -> String {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    STANDARD.encode(encoder.finish().unwrap())
}

/// A request in the query of an address, unsigned.
pub fn query(xml: &str, relay_state: Option<&str>) -> String {
    let message = deflated(xml.as_bytes());
    let mut fields = vec![("SAMLRequest", message.as_str())];
    fields.extend(relay_state.map(|state| ("RelayState", state)));
    encoded(&fields)
}

/// The same, signed.
pub fn signed_query(xml: &str, relay_state: Option<&str>, key: &SamlKey) -> String {
    let algorithm = encoded(&[("SigAlg", RSA_SHA256)]);
    let signed = format!("{}&{algorithm}", query(xml, relay_state));
    let signature = encoded(&[("Signature", &key.sign(&signed))]);
    format!("{signed}&{signature}")
}

/// The response in the query of an address.
pub fn redirected(address: &str) -> String {
    let message = field(address, "SAMLResponse").unwrap_or_else(|| panic!("none in {address}"));
    let bytes = STANDARD.decode(message).unwrap();
    let mut xml = String::new();
    DeflateDecoder::new(&*bytes)
        .read_to_string(&mut xml)
        .unwrap();
    xml
}
