//! XML as another reader sees it. Where two readers disagree about a message, one of them can be led to
//! believe what the other has not checked.

use roxmltree::{Document, Node};

/// The namespace of messages.
pub const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// The namespace of assertions.
pub const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
/// The namespace of metadata.
pub const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
/// The namespace of signatures.
pub const SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#";

/// Reads a document that our reader has accepted, or that we have written.
pub fn read(xml: &str) -> Document<'_> {
    match Document::parse(xml) {
        Ok(document) => document,
        Err(error) => panic!("the other reader refuses the document: {error}"),
    }
}

/// The children of an element with a name.
pub fn children<'a, 'b>(
    node: Node<'a, 'b>,
    namespace: &'static str,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'b>> {
    node.children()
        .filter(move |child| child.has_tag_name((namespace, name)))
}

/// The texts of the children of an element with a name, without the white space around them.
pub fn texts(node: Node, namespace: &'static str, name: &'static str) -> Vec<String> {
    children(node, namespace, name)
        .map(|child| child.text().unwrap_or_default().trim_ascii().to_owned())
        .collect()
}

/// Whether an element below this one, at any depth, has this name.
pub fn contains(node: Node, namespace: &'static str, name: &'static str) -> bool {
    node.descendants()
        .skip(1)
        .any(|below| below.has_tag_name((namespace, name)))
}
