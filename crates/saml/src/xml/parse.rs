use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{PrefixDeclaration, QName, ResolveResult};

use super::tree::{Attribute, Element};
use super::{is_allowed, is_name};
use crate::error::XmlProblem;
use crate::names::{ASSERTION, METADATA, PROTOCOL, SIGNATURE};

/// The greatest depth of elements in each other.
const MAX_DEPTH: usize = 32;

/// The greatest number of attributes of one element, declarations of namespaces included.
const MAX_ATTRIBUTES: usize = 64;

/// The greatest length of a name. Errors repeat it.
const MAX_NAME: usize = 128;

/// Reads a document. It accepts a subset of XML: no document type, no processing instructions, no
/// declared entities, no CDATA, and no text next to elements.
pub(crate) fn parse(xml: &str, max_bytes: usize) -> Result<Element, XmlProblem> {
    if xml.len() > max_bytes {
        return Err(XmlProblem::TooLong {
            kibibytes: max_bytes / 1024,
        });
    }
    let xml = xml.strip_prefix('\u{feff}').unwrap_or(xml);
    if !xml.chars().all(is_allowed) {
        return Err(XmlProblem::Character);
    }
    // As XML prescribes before anything else is read.
    let xml = xml.replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = NsReader::from_str(&xml);
    reader.config_mut().check_comments = true;

    let mut builder = Builder::default();
    let mut is_first = true;
    loop {
        match reader.read_event().map_err(|_| XmlProblem::NotWellFormed)? {
            Event::Start(tag) => builder.open(start(&reader, &tag)?)?,
            Event::End(_) => builder.close()?,
            Event::Empty(tag) => {
                builder.open(start(&reader, &tag)?)?;
                builder.close()?;
            }
            Event::Text(text) if text.contains("]]>") => return Err(XmlProblem::NotWellFormed),
            Event::Text(text) => builder.text(&text)?,
            Event::GeneralRef(reference) => builder.reference(&reference)?,
            Event::Comment(_) => builder.comment(),
            Event::Decl(declaration) if is_first => check_declaration(&declaration)?,
            Event::Decl(_) => return Err(XmlProblem::NotWellFormed),
            Event::CData(_) => return Err(XmlProblem::CharacterData),
            Event::PI(_) => return Err(XmlProblem::ProcessingInstruction),
            Event::DocType(_) => return Err(XmlProblem::DocumentType),
            Event::Eof => return builder.finish(),
        }
        is_first = false;
    }
}

fn check_declaration(declaration: &BytesDecl) -> Result<(), XmlProblem> {
    if !are_separated(declaration) {
        return Err(XmlProblem::NotWellFormed);
    }
    let tag = BytesStart::from_content(&**declaration, "xml".len());
    let mut expected = ["version", "encoding", "standalone"].into_iter();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| XmlProblem::NotWellFormed)?;
        let name = attribute.key.0;
        if !expected.any(|expected| expected == name) {
            return Err(XmlProblem::NotWellFormed);
        }
        let value = &*attribute.value;
        match name {
            "version" if value != "1.0" => return Err(XmlProblem::Version),
            "encoding" if !value.eq_ignore_ascii_case("utf-8") => return Err(XmlProblem::Encoding),
            "standalone" if !matches!(value, "yes" | "no") => {
                return Err(XmlProblem::NotWellFormed);
            }
            _ => {}
        }
    }
    if declaration.version().is_err() {
        return Err(XmlProblem::NotWellFormed);
    }
    Ok(())
}

fn start(reader: &NsReader<&[u8]>, tag: &BytesStart) -> Result<Element, XmlProblem> {
    if !are_separated(tag) {
        return Err(XmlProblem::NotWellFormed);
    }
    let (namespace, name) = reader.resolver().resolve_element(tag.name());
    let mut element = Element {
        namespace: known(resolved(namespace)?),
        name: name_of(tag.name(), name.as_ref())?,
        ..Element::default()
    };
    let mut declared = Vec::new();
    let mut names = Vec::new();
    for (count, attribute) in tag.attributes().with_checks(false).enumerate() {
        if count == MAX_ATTRIBUTES {
            return Err(XmlProblem::TooManyAttributes);
        }
        let attribute = attribute.map_err(|_| XmlProblem::NotWellFormed)?;
        if attribute.value.contains('<') {
            return Err(XmlProblem::NotWellFormed);
        }
        if let Some(prefix) = attribute.key.as_namespace_binding() {
            check_binding(prefix, &attribute.value)?;
            if declared.contains(&prefix) {
                return Err(XmlProblem::NotWellFormed);
            }
            declared.push(prefix);
            continue;
        }
        let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
        let full = (resolved(namespace)?, name_of(attribute.key, name.as_ref())?);
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| XmlProblem::Entity)?;
        if !value.chars().all(is_allowed) {
            return Err(XmlProblem::Character);
        }
        if names.contains(&full) {
            return Err(XmlProblem::NotWellFormed);
        }
        // Those with a namespace mean nothing in SAML.
        if full.0.is_empty() {
            element.attributes.push(Attribute {
                name: full.1.clone(),
                value: value.into_owned(),
            });
        }
        names.push(full);
    }
    Ok(element)
}

/// Whether white space follows each value in a tag, as XML requires. The reader does not check it.
fn are_separated(tag: &str) -> bool {
    let mut quote = None;
    let mut follows_value = false;
    for c in tag.chars() {
        if quote.is_some() {
            follows_value = quote == Some(c);
            if follows_value {
                quote = None;
            }
        } else if follows_value && !c.is_ascii_whitespace() {
            return false;
        } else {
            follows_value = false;
            quote = matches!(c, '"' | '\'').then_some(c);
        }
    }
    true
}

/// Checks the declaration of a namespace. The reader compares namespaces as they are written, so a
/// reference or a line break in one would be another namespace for other readers.
fn check_binding(prefix: PrefixDeclaration, namespace: &str) -> Result<(), XmlProblem> {
    if let PrefixDeclaration::Named(prefix) = prefix
        && !is_name(prefix)
    {
        return Err(XmlProblem::NotWellFormed);
    }
    if namespace.contains(['&', '\t', '\n']) {
        return Err(XmlProblem::Namespace);
    }
    Ok(())
}

fn resolved<'a>(namespace: ResolveResult<'a>) -> Result<&'a str, XmlProblem> {
    match namespace {
        ResolveResult::Bound(namespace) => Ok(namespace.0),
        ResolveResult::Unbound => Ok(""),
        ResolveResult::Unknown(_) => Err(XmlProblem::NotWellFormed),
    }
}

/// A namespace of SAML, or an empty text for all others. If each element had its own copy, a short
/// document with one long namespace would take thousands of times its length.
fn known(namespace: &str) -> &'static str {
    [PROTOCOL, ASSERTION, METADATA, SIGNATURE]
        .into_iter()
        .find(|known| *known == namespace)
        .unwrap_or_default()
}

fn name_of(full: QName, local: &str) -> Result<String, XmlProblem> {
    let has_prefix = full.0.len() > local.len();
    let prefix = full.0.split(':').next().unwrap_or_default();
    if full.0.len() <= MAX_NAME && is_name(local) && (!has_prefix || is_name(prefix)) {
        Ok(local.to_owned())
    } else {
        Err(XmlProblem::NotWellFormed)
    }
}

/// The elements that are open, from the outside to the inside.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Element>,
}

struct Open {
    element: Element,
    has_comment: bool,
}

impl Builder {
    fn open(&mut self, element: Element) -> Result<(), XmlProblem> {
        if self.root.is_some() {
            return Err(XmlProblem::NotWellFormed);
        }
        if self.open.len() == MAX_DEPTH {
            return Err(XmlProblem::TooDeep);
        }
        self.open.push(Open {
            element,
            has_comment: false,
        });
        Ok(())
    }

    fn close(&mut self) -> Result<(), XmlProblem> {
        let Open {
            mut element,
            has_comment,
        } = self.open.pop().ok_or(XmlProblem::NotWellFormed)?;
        let text = element.text.trim_ascii();
        if !text.is_empty() && !element.children.is_empty() {
            return Err(XmlProblem::MixedContent);
        }
        // Where a comment cuts a text, readers have read different texts.
        if !text.is_empty() && has_comment {
            return Err(XmlProblem::Comment);
        }
        element.text = text.to_owned();
        match self.open.last_mut() {
            Some(parent) => parent.element.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), XmlProblem> {
        match self.open.last_mut() {
            Some(open) => open.element.text.push_str(text),
            None if text.trim_ascii().is_empty() => {}
            None => return Err(XmlProblem::NotWellFormed),
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef) -> Result<(), XmlProblem> {
        let open = self.open.last_mut().ok_or(XmlProblem::NotWellFormed)?;
        let name: &str = reference;
        let character = match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "apos" => '\'',
            "quot" => '"',
            _ => reference
                .resolve_char_ref()
                .ok()
                .flatten()
                .ok_or(XmlProblem::Entity)?,
        };
        if !is_allowed(character) {
            return Err(XmlProblem::Character);
        }
        open.element.text.push(character);
        Ok(())
    }

    fn comment(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.has_comment = true;
        }
    }

    fn finish(self) -> Result<Element, XmlProblem> {
        if !self.open.is_empty() {
            return Err(XmlProblem::NotWellFormed);
        }
        self.root.ok_or(XmlProblem::NotWellFormed)
    }
}
