//! What all requests have in common.

use rules::time::Timestamp;

use crate::error::Malformed;
use crate::names::{ASSERTION, PROTOCOL, SIGNATURE};
use crate::parameters::MAX_MESSAGE;
use crate::xml::{self, Element};

/// The maximum length of an identifier.
const MAX_ID: usize = 256;

/// The maximum length of an address or another attribute.
const MAX_TEXT: usize = 2048;

/// The maximum length of a name of a service provider (SAML Core, 8.3.6).
const MAX_ENTITY_ID: usize = 1024;

/// Reads a request with a name. It has only these elements, each at most once, unless it is repeatable
/// and the caller looks at all of them.
pub(crate) fn read(
    xml: &str,
    name: &'static str,
    children: &[(&str, &str)],
) -> Result<Element, Malformed> {
    let root = xml::parse(xml, MAX_MESSAGE)?;
    if !root.is(PROTOCOL, name) {
        return Err(Malformed::WrongMessage {
            expected: name,
            found: root.name,
        });
    }
    for child in &root.children {
        let is_known = children
            .iter()
            .any(|(namespace, name)| child.is(namespace, name));
        if !is_known {
            return Err(Malformed::UnexpectedElement(child.name.clone()));
        }
    }
    for (namespace, name) in children {
        if *name != REPEATABLE {
            root.child(namespace, name)?;
        }
    }
    // One message within another is only there so that two readers take different ones.
    for (namespace, hidden) in [
        (PROTOCOL, "AuthnRequest"),
        (PROTOCOL, "LogoutRequest"),
        (PROTOCOL, "Response"),
        (ASSERTION, "Assertion"),
        (ASSERTION, "EncryptedAssertion"),
    ] {
        if root.contains(namespace, hidden) {
            return Err(Malformed::UnexpectedElement(hidden.to_owned()));
        }
    }
    if root.required("Version")? != "2.0" {
        return Err(Malformed::SamlVersion);
    }
    Ok(root)
}

/// The only element of a request that can occur more than once.
const REPEATABLE: &str = "SessionIndex";

/// An attribute of a length that can be shown and stored.
pub(crate) fn text(element: &Element, name: &'static str) -> Result<Option<String>, Malformed> {
    match element.attribute(name) {
        Some(text) if text.len() > MAX_TEXT => Err(element.invalid(name)),
        text => Ok(text.map(str::to_owned)),
    }
}

/// The identifier.
pub(crate) fn id(root: &Element) -> Result<String, Malformed> {
    let id = root.required("ID")?;
    if id.len() <= MAX_ID && xml::is_name(id) {
        Ok(id.to_owned())
    } else {
        Err(root.invalid("ID"))
    }
}

/// When the message was written.
pub(crate) fn issued_at(root: &Element) -> Result<Timestamp, Malformed> {
    const NAME: &str = "IssueInstant";
    Timestamp::parse(root.required(NAME)?).ok_or_else(|| root.invalid(NAME))
}

/// The name of the sender.
pub(crate) fn issuer(root: &Element) -> Result<String, Malformed> {
    let issuer = root
        .child(ASSERTION, "Issuer")?
        .ok_or(Malformed::MissingElement("Issuer"))?;
    let name = issuer.simple_text()?;
    if name.len() > MAX_ENTITY_ID {
        return Err(Malformed::NoText("Issuer".to_owned()));
    }
    Ok(name.to_owned())
}

/// Whether there is a signature anywhere in the message.
pub(crate) fn has_signature(root: &Element) -> bool {
    root.contains(SIGNATURE, "Signature")
}
