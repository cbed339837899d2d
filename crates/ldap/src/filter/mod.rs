//! Filters: which entries a search finds (RFC 4511, section 4.5.1.7; RFC 4515 for the text).

mod condition;
mod decode;
mod encode;
mod evaluate;
mod leaves;
mod limits;
mod parse;
mod plan;
mod write;

pub use condition::{Condition, Indexed, Reference, Test};
pub use evaluate::Truth;

/// A filter. Its depth and the number of its terms are limited when it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// All of these. Without any, it is always true (RFC 4526).
    And(Vec<Self>),
    /// One of these. Without any, it is always false (RFC 4526).
    Or(Vec<Self>),
    /// Not this.
    Not(Box<Self>),
    /// The attribute has the value.
    Equal(Assertion),
    /// The attribute has a value with these parts.
    Substrings {
        /// The name of the attribute.
        attribute: String,
        /// The parts.
        parts: Substrings,
    },
    /// The attribute has a value that is not less.
    GreaterOrEqual(Assertion),
    /// The attribute has a value that is not greater.
    LessOrEqual(Assertion),
    /// The attribute has a value.
    Present(String),
    /// The attribute has about the value, which means here that it has the value.
    Approximate(Assertion),
    /// An attribute has the value by a given rule.
    Extensible {
        /// The name of the rule.
        rule: Option<String>,
        /// The name of the attribute. `None` means all attributes that the rule fits.
        attribute: Option<String>,
        /// The value.
        value: Vec<u8>,
        /// Whether the attributes in the name of the entry count too.
        dn_attributes: bool,
    },
}

/// An attribute and a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// The name of the attribute.
    pub attribute: String,
    /// The value.
    pub value: Vec<u8>,
}

/// The parts of a value, in their order. At least one of them is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Substrings {
    /// How the value starts.
    pub initial: Option<Vec<u8>>,
    /// What it contains after that.
    pub any: Vec<Vec<u8>>,
    /// How it ends after that.
    pub last: Option<Vec<u8>>,
}

/// The tags of filters in BER.
mod tags {
    use crate::ber::tag::{context, context_value};

    pub(super) const AND: u8 = context(0);
    pub(super) const OR: u8 = context(1);
    pub(super) const NOT: u8 = context(2);
    pub(super) const EQUAL: u8 = context(3);
    pub(super) const SUBSTRINGS: u8 = context(4);
    pub(super) const GREATER_OR_EQUAL: u8 = context(5);
    pub(super) const LESS_OR_EQUAL: u8 = context(6);
    pub(super) const PRESENT: u8 = context_value(7);
    pub(super) const APPROXIMATE: u8 = context(8);
    pub(super) const EXTENSIBLE: u8 = context(9);

    pub(super) const INITIAL: u8 = context_value(0);
    pub(super) const ANY: u8 = context_value(1);
    pub(super) const LAST: u8 = context_value(2);

    pub(super) const RULE: u8 = context_value(1);
    pub(super) const ATTRIBUTE: u8 = context_value(2);
    pub(super) const VALUE: u8 = context_value(3);
    pub(super) const DN_ATTRIBUTES: u8 = context_value(4);
}
