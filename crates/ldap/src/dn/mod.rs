//! Distinguished names: the names of entries (RFC 4514).

mod parse;
mod write;

use std::hash::{Hash, Hasher};

pub use parse::InvalidDn;

use crate::schema::AttributeType;
use crate::text::folded;

/// The name of an entry. Names that differ only in case, spaces, escapes or the order of the parts of a
/// component are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dn {
    /// The entry's own component first.
    components: Vec<Rdn>,
}

/// A component of a name: one attribute with a value, seldom more.
#[derive(Clone, Debug)]
pub struct Rdn {
    parts: Vec<Part>,
    /// What is compared, in a fixed order.
    key: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
struct Part {
    attribute: String,
    value: String,
}

impl Dn {
    /// The name of the entry above all others, which is empty.
    pub const fn root() -> Self {
        Self {
            components: Vec::new(),
        }
    }

    /// Whether it is the name of the entry above all others.
    pub const fn is_root(&self) -> bool {
        self.components.is_empty()
    }

    /// The components, the entry's own first.
    pub fn components(&self) -> &[Rdn] {
        &self.components
    }

    /// The name of an entry directly below this one.
    #[must_use]
    pub fn child(&self, attribute: &str, value: &str) -> Self {
        let mut components = Vec::with_capacity(self.components.len() + 1);
        let part = Part::new(attribute, value.to_owned());
        components.push(Rdn::new(vec![part]));
        components.extend_from_slice(&self.components);
        Self { components }
    }

    /// The name of the entry directly above this one.
    pub fn parent(&self) -> Option<Self> {
        let (_, above) = self.components.split_first()?;
        Some(Self {
            components: above.to_vec(),
        })
    }

    /// The components below another entry, which are none if it is the same entry. `None` if this entry
    /// is not below the other.
    pub fn below(&self, other: &Self) -> Option<&[Rdn]> {
        let count = self.components.len().checked_sub(other.components.len())?;
        let (below, above) = self.components.split_at(count);
        (above == other.components).then_some(below)
    }

    /// The value of the entry's own component, if it has one part.
    pub fn name(&self) -> Option<&str> {
        let (_, value) = self.components.first()?.single()?;
        Some(value)
    }
}

impl Rdn {
    fn new(parts: Vec<Part>) -> Self {
        let key = |part: &Part| (part.attribute.clone(), folded(&part.value));
        let mut key: Vec<_> = parts.iter().map(key).collect();
        key.sort_unstable();
        Self { parts, key }
    }

    /// The attribute and the value, if it has one part. The name of the attribute is the one that
    /// Latchkey uses, or in lower case if Latchkey does not know it.
    pub fn single(&self) -> Option<(&str, &str)> {
        match self.parts.as_slice() {
            [part] => Some((&part.attribute, &part.value)),
            _ => None,
        }
    }

    /// The attributes and the values.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &str)> {
        let parts = self.parts.iter();
        parts.map(|part| (part.attribute.as_str(), part.value.as_str()))
    }
}

impl PartialEq for Rdn {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Rdn {}

impl Hash for Rdn {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl Part {
    fn new(attribute: &str, value: String) -> Self {
        let known = AttributeType::find(attribute);
        let attribute =
            known.map_or_else(|| attribute.to_ascii_lowercase(), |it| it.name().to_owned());
        Self { attribute, value }
    }
}
