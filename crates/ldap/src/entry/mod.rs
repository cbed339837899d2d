//! Entries, apart from where they are stored.

mod built;
mod compare;

use std::borrow::Cow;

use crate::dn::Dn;
use crate::schema::AttributeType;

pub use built::Entry;
pub use compare::compare;

/// What filters and comparisons ask of an entry. The values must be only those that the client may see:
/// otherwise a filter could find out the others.
pub trait Attributes {
    /// The name of the entry.
    fn dn(&self) -> &Dn;

    /// The values of an attribute. None if the entry does not have it.
    fn values(&self, attribute: &AttributeType) -> Vec<Cow<'_, [u8]>>;
}
