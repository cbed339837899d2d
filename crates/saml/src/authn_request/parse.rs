use super::{AuthnRequest, Comparison};
use crate::error::Malformed;
use crate::message;
use crate::names::{ASSERTION, PROTOCOL, SIGNATURE};
use crate::xml::Element;

/// The elements that a request can have, each once.
const CHILDREN: [(&str, &str); 8] = [
    (ASSERTION, "Issuer"),
    (SIGNATURE, "Signature"),
    (PROTOCOL, "Extensions"),
    (ASSERTION, "Subject"),
    (PROTOCOL, "NameIDPolicy"),
    (ASSERTION, "Conditions"),
    (PROTOCOL, "RequestedAuthnContext"),
    (PROTOCOL, "Scoping"),
];

/// The maximum number of classes of authentication contexts.
const MAX_CONTEXTS: usize = 20;

impl AuthnRequest {
    /// Reads a request.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(xml: &str) -> Result<Self, Malformed> {
        let root = message::read(xml, "AuthnRequest", &CHILDREN)?;
        let text = |name| message::text(&root, name);
        let policy = root.child(PROTOCOL, "NameIDPolicy")?;
        let policy = |name| match policy {
            Some(policy) => message::text(policy, name),
            None => Ok(None),
        };
        let requested = root.child(PROTOCOL, "RequestedAuthnContext")?;
        Ok(Self {
            id: message::id(&root)?,
            issuer: message::issuer(&root)?,
            destination: text("Destination")?,
            consumer_url: text("AssertionConsumerServiceURL")?,
            consumer_index: consumer_index(&root)?,
            binding: text("ProtocolBinding")?,
            force_authn: root.flag("ForceAuthn")?,
            is_passive: root.flag("IsPassive")?,
            name_id_format: policy("Format")?,
            name_qualifier: policy("SPNameQualifier")?,
            contexts: requested.map(contexts).transpose()?.unwrap_or_default(),
            has_context_declarations: requested
                .is_some_and(|requested| requested.contains(ASSERTION, "AuthnContextDeclRef")),
            comparison: requested.map(comparison).transpose()?.unwrap_or_default(),
            issued_at: message::issued_at(&root)?,
            has_signature: message::has_signature(&root),
            has_subject: root.child(ASSERTION, "Subject")?.map(subject),
        })
    }
}

fn consumer_index(root: &Element) -> Result<Option<u32>, Malformed> {
    const NAME: &str = "AssertionConsumerServiceIndex";
    root.attribute(NAME)
        .map(|text| {
            let index: Option<u16> = text.trim_ascii().parse().ok();
            index.map(u32::from).ok_or_else(|| root.invalid(NAME))
        })
        .transpose()
}

fn contexts(requested: &Element) -> Result<Vec<String>, Malformed> {
    requested
        .all(ASSERTION, "AuthnContextClassRef")
        .take(MAX_CONTEXTS)
        .map(|class| class.simple_text().map(str::to_owned))
        .collect()
}

fn comparison(requested: &Element) -> Result<Comparison, Malformed> {
    const NAME: &str = "Comparison";
    match requested.attribute(NAME) {
        None => Ok(Comparison::default()),
        Some(name) => Comparison::parse(name).ok_or_else(|| requested.invalid(NAME)),
    }
}

fn subject(subject: &Element) -> String {
    match subject.child(ASSERTION, "NameID") {
        Ok(Some(name)) => name.text.clone(),
        _ => String::new(),
    }
}
