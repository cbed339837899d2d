//! XML as a test reads it: a tree, in which each element knows its place in the text.

use std::ops::Range;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element. Names have the prefixes that the server always writes.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// The name with its prefix, such as `saml:Assertion`.
    pub name: String,
    /// The attributes, declarations of namespaces included.
    pub attributes: Vec<(String, String)>,
    /// The text directly in it.
    pub text: String,
    /// The elements directly in it.
    pub children: Vec<Element>,
    /// Where it is in the document.
    pub place: Range<usize>,
}

impl Element {
    /// The root of a document.
    pub fn parse(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut open: Vec<Self> = Vec::new();
        loop {
            let begin = position(&reader);
            match reader.read_event().unwrap() {
                Event::Start(tag) => open.push(Self::begun(&tag, begin)),
                Event::Text(text) => {
                    if let Some(element) = open.last_mut() {
                        element.text.push_str(&text);
                    }
                }
                Event::GeneralRef(reference) => {
                    open.last_mut().unwrap().text.push(character(&reference));
                }
                Event::End(_) => {
                    let mut element = open.pop().unwrap();
                    element.place.end = position(&reader);
                    match open.last_mut() {
                        Some(parent) => parent.children.push(element),
                        None => return element,
                    }
                }
                Event::Decl(_) => {}
                other => panic!("the server writes no {other:?}"),
            }
        }
    }

    fn begun(tag: &BytesStart<'_>, begin: usize) -> Self {
        let attributes = tag.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            (attribute.key.0.to_owned(), value.unwrap().into_owned())
        });
        Self {
            name: tag.name().0.to_owned(),
            attributes: attributes.collect(),
            place: begin..begin,
            ..Self::default()
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// The only element with this name directly in it, if there is one.
    pub fn child(&self, name: &str) -> Option<&Self> {
        let mut found = self.children.iter().filter(|child| child.name == name);
        let child = found.next();
        assert!(found.next().is_none(), "several {name} in {}", self.name);
        child
    }

    /// All elements with this name, at any depth.
    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Self> {
        let own = self.children.iter().filter(|child| child.name == name);
        let below = self.children.iter().flat_map(|child| child.all(name));
        own.chain(below).collect()
    }

    /// The only element with this name, at any depth.
    pub fn find(&self, name: &str) -> &Self {
        let all = self.all(name);
        assert_eq!(all.len(), 1, "{name} in {}", self.name);
        all[0]
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap()
}

fn character(reference: &BytesRef<'_>) -> char {
    let name: &str = reference;
    match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => reference.resolve_char_ref().unwrap().unwrap(),
    }
}
