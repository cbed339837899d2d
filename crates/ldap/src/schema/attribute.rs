//! Types of attributes.

use std::sync::LazyLock;

use super::{ATTRIBUTES, Syntax};

/// A type of attributes. Types are compared by their object identifier.
#[derive(Debug)]
pub struct AttributeType {
    /// The object identifier.
    pub oid: &'static str,
    /// The names, the usual one first.
    pub names: &'static [&'static str],
    /// How values look, and how they are compared.
    pub syntax: Syntax,
    /// Whether an entry has at most one value.
    pub is_single: bool,
    /// Whether a search for all attributes returns it.
    pub usage: Usage,
}

/// Whether a search for all attributes returns an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// It does.
    User,
    /// The server maintains the attribute, and returns it only if it is asked for.
    Operational,
}

impl AttributeType {
    pub(super) const fn new(
        oid: &'static str,
        names: &'static [&'static str],
        syntax: Syntax,
    ) -> Self {
        Self {
            oid,
            names,
            syntax,
            is_single: false,
            usage: Usage::User,
        }
    }

    pub(super) const fn single(mut self) -> Self {
        self.is_single = true;
        self
    }

    pub(super) const fn operational(mut self) -> Self {
        self.usage = Usage::Operational;
        self
    }

    /// The usual name.
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or(self.oid)
    }

    /// Finds a type by one of its names, in upper or lower case, or by its object identifier. Names with
    /// options, such as `cn;lang-de`, are unknown, because no entry has such attributes.
    pub fn find(name: &str) -> Option<&'static Self> {
        /// Names in lower case, and object identifiers, in order.
        static INDEX: LazyLock<Vec<(String, &'static AttributeType)>> = LazyLock::new(|| {
            let names = |it: &'static AttributeType| {
                let names = it.names.iter().chain([&it.oid]);
                names.map(move |name| (name.to_ascii_lowercase(), it))
            };
            let mut index: Vec<_> = ATTRIBUTES.iter().flat_map(names).collect();
            index.sort_unstable_by(|a, b| a.0.cmp(&b.0));
            index
        });
        let name = name.to_ascii_lowercase();
        let found = INDEX.binary_search_by(|(known, _)| known.as_str().cmp(&name));
        found.ok().map(|index| INDEX[index].1)
    }
}

impl PartialEq for AttributeType {
    fn eq(&self, other: &Self) -> bool {
        self.oid == other.oid
    }
}

impl Eq for AttributeType {}
