//! Requests to find entries.

use super::Selection;
use crate::ber::Reader;
use crate::dn::Dn;
use crate::error::Malformed;
use crate::filter::Filter;

/// A request to find entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The text of the DN of the entry where the search begins. Empty for the root DSE.
    pub base: String,
    /// Which entries are searched, seen from there.
    pub scope: Scope,
    /// The maximum number of entries, or 0 for the server's own limit.
    pub size_limit: i32,
    /// The maximum time in seconds, or 0 for the server's own limit.
    pub time_limit: i32,
    /// Whether to return attributes without their values.
    pub types_only: bool,
    /// Which entries are found.
    pub filter: Filter,
    /// Which attributes are returned.
    pub selection: Selection,
}

/// Which entries are searched, seen from the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The base alone.
    Base,
    /// The entries directly below the base.
    One,
    /// The base and all entries below it.
    Subtree,
}

impl Scope {
    /// Whether an entry is among those that are searched.
    pub fn includes(self, base: &Dn, entry: &Dn) -> bool {
        let Some(below) = entry.below(base) else {
            return false;
        };
        match self {
            Self::Base => below.is_empty(),
            Self::One => below.len() == 1,
            Self::Subtree => true,
        }
    }
}

impl Search {
    pub(crate) fn decode(content: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(content);
        let base = reader.text("the base")?.to_owned();
        let scope = match reader.enumerated("the scope")? {
            0 => Scope::Base,
            1 => Scope::One,
            2 => Scope::Subtree,
            _ => return Err(Malformed::Number("the scope")),
        };
        // How to follow aliases, of which there are none.
        if reader.enumerated("the handling of aliases")? > 3 {
            return Err(Malformed::Number("the handling of aliases"));
        }
        let size_limit = reader.integer("the size limit")?;
        let time_limit = reader.integer("the time limit")?;
        let types_only = reader.boolean("the choice of types only")?;
        let filter = Filter::decode(&mut reader)?;
        let selection = Selection::decode(reader.sequence("the attributes")?)?;
        reader.finish()?;
        Ok(Self {
            base,
            scope,
            size_limit,
            time_limit,
            types_only,
            filter,
            selection,
        })
    }
}
