//! An entry with all its values.

use std::borrow::Cow;

use super::Attributes;
use crate::dn::Dn;
use crate::request::Selection;
use crate::response::FoundEntry;
use crate::schema::{AttributeType, SUBSCHEMA_DN};

/// An entry with all its values.
#[derive(Clone, Debug)]
pub struct Entry {
    dn: Dn,
    attributes: Vec<(&'static AttributeType, Vec<Vec<u8>>)>,
}

impl Entry {
    /// An entry that says only what its name is, and where the schema is described.
    pub fn new(dn: Dn) -> Self {
        let text = dn.to_string();
        let entry = Self {
            dn,
            attributes: Vec::new(),
        };
        // The entry above all others does not have a name that could be a value.
        if text.is_empty() {
            return entry;
        }
        entry
            .with("entryDN", [text])
            .with("subschemaSubentry", [SUBSCHEMA_DN])
    }

    /// The entry with more values of an attribute. Without any, the entry stays as it is. The attribute
    /// must be one of the schema.
    #[must_use]
    pub fn with<V: Into<Vec<u8>>>(
        mut self,
        attribute: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let known = AttributeType::find(attribute);
        debug_assert!(known.is_some(), "the schema has no attribute {attribute}");
        let Some(attribute) = known else {
            return self;
        };
        let mut values = values.into_iter().map(Into::into).peekable();
        if values.peek().is_none() {
            return self;
        }
        let present = self.attributes.iter_mut().find(|(it, _)| *it == attribute);
        match present {
            Some((_, list)) => list.extend(values),
            None => self.attributes.push((attribute, values.collect())),
        }
        self
    }

    /// The entry as a search returns it.
    pub fn select(&self, selection: &Selection, types_only: bool) -> FoundEntry {
        let selected = self.attributes.iter();
        let selected = selected.filter(|(attribute, _)| selection.includes(attribute));
        let attributes = selected.map(|(attribute, values)| {
            let values = if types_only {
                Vec::new()
            } else {
                values.clone()
            };
            (attribute.name(), values)
        });
        FoundEntry {
            dn: self.dn.to_string(),
            attributes: attributes.collect(),
        }
    }
}

impl Attributes for Entry {
    fn dn(&self) -> &Dn {
        &self.dn
    }

    fn values(&self, attribute: &AttributeType) -> Vec<Cow<'_, [u8]>> {
        let found = self.attributes.iter().find(|(it, _)| *it == attribute);
        let values = found.map(|(_, values)| values.iter());
        let values = values.into_iter().flatten();
        values
            .map(|value| Cow::Borrowed(value.as_slice()))
            .collect()
    }
}
