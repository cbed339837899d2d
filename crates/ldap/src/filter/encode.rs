//! Writes a filter in BER, as a client does.

use super::{Assertion, Filter, tags};
use crate::ber::Writer;

impl Filter {
    /// The filter in BER.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        self.write(&mut writer);
        writer.into_bytes()
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        match self {
            Self::And(terms) => list(writer, tags::AND, terms),
            Self::Or(terms) => list(writer, tags::OR, terms),
            Self::Not(term) => writer.structure(tags::NOT, |it| term.write(it)),
            Self::Equal(it) => assertion(writer, tags::EQUAL, it),
            Self::GreaterOrEqual(it) => assertion(writer, tags::GREATER_OR_EQUAL, it),
            Self::LessOrEqual(it) => assertion(writer, tags::LESS_OR_EQUAL, it),
            Self::Approximate(it) => assertion(writer, tags::APPROXIMATE, it),
            Self::Present(attribute) => writer.value(tags::PRESENT, attribute.as_bytes()),
            Self::Substrings { attribute, parts } => writer.structure(tags::SUBSTRINGS, |it| {
                it.text(attribute);
                it.sequence(|list| {
                    let initial = parts.initial.iter().map(|part| (tags::INITIAL, part));
                    let any = parts.any.iter().map(|part| (tags::ANY, part));
                    let last = parts.last.iter().map(|part| (tags::LAST, part));
                    for (tag, part) in initial.chain(any).chain(last) {
                        list.value(tag, part);
                    }
                });
            }),
            Self::Extensible {
                rule,
                attribute,
                value,
                dn_attributes,
            } => writer.structure(tags::EXTENSIBLE, |it| {
                if let Some(rule) = rule {
                    it.value(tags::RULE, rule.as_bytes());
                }
                if let Some(attribute) = attribute {
                    it.value(tags::ATTRIBUTE, attribute.as_bytes());
                }
                it.value(tags::VALUE, value);
                if *dn_attributes {
                    it.value(tags::DN_ATTRIBUTES, &[0xff]);
                }
            }),
        }
    }
}

fn list(writer: &mut Writer, tag: u8, terms: &[Filter]) {
    writer.structure(tag, |it| {
        for term in terms {
            term.write(it);
        }
    });
}

fn assertion(writer: &mut Writer, tag: u8, assertion: &Assertion) {
    writer.structure(tag, |it| {
        it.text(&assertion.attribute);
        it.octets(&assertion.value);
    });
}
