use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{QName, ResolveResult};

use super::tree::{Attribute, Element};
use super::{is_allowed, is_name};
use crate::error::XmlProblem;

/// The greatest depth of elements in each other.
const MAX_DEPTH: usize = 32;

/// The greatest number of attributes of one element, declarations of namespaces included.
const MAX_ATTRIBUTES: usize = 64;

/// The greatest length of a name. Errors repeat it.
const MAX_NAME: usize = 128;

/// Reads a document. It accepts less than XML has: no document type, no processing instructions, no
/// entities of its own, no CDATA, and no text beside elements.
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
    let version = declaration
        .version()
        .map_err(|_| XmlProblem::NotWellFormed)?;
    if version != "1.0" {
        return Err(XmlProblem::Version);
    }
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("utf-8") => Ok(()),
        Some(Ok(_)) => Err(XmlProblem::Encoding),
        Some(Err(_)) => Err(XmlProblem::NotWellFormed),
    }
}

fn start(reader: &NsReader<&[u8]>, tag: &BytesStart) -> Result<Element, XmlProblem> {
    let (namespace, name) = reader.resolver().resolve_element(tag.name());
    let mut element = Element {
        namespace: resolved(namespace)?,
        name: name_of(tag.name(), name.as_ref())?,
        ..Element::default()
    };
    for (count, attribute) in tag.attributes().with_checks(false).enumerate() {
        if count == MAX_ATTRIBUTES {
            return Err(XmlProblem::TooManyAttributes);
        }
        let attribute = attribute.map_err(|_| XmlProblem::NotWellFormed)?;
        if attribute.value.contains('<') {
            return Err(XmlProblem::NotWellFormed);
        }
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
        let namespace = resolved(namespace)?;
        let name = name_of(attribute.key, name.as_ref())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| XmlProblem::Entity)?;
        if !value.chars().all(is_allowed) {
            return Err(XmlProblem::Character);
        }
        let same = |other: &Attribute| other.namespace == namespace && other.name == name;
        if element.attributes.iter().any(same) {
            return Err(XmlProblem::NotWellFormed);
        }
        element.attributes.push(Attribute {
            namespace,
            name,
            value: value.into_owned(),
        });
    }
    Ok(element)
}

fn resolved(namespace: ResolveResult) -> Result<String, XmlProblem> {
    match namespace {
        ResolveResult::Bound(namespace) => Ok(namespace.0.to_owned()),
        ResolveResult::Unbound => Ok(String::new()),
        ResolveResult::Unknown(_) => Err(XmlProblem::NotWellFormed),
    }
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
