//! Whether an entry matches a filter.

use std::ops::Not;

use super::{Assertion, Filter, Substrings};
use crate::entry::Attributes;
use crate::schema::{AttributeType, Parts, Value};

/// Whether an entry matches a filter. A filter about an attribute that does not exist is neither true nor
/// false, and neither is its negation (RFC 4511, section 4.5.1.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It does.
    True,
    /// It does not.
    False,
    /// The question has no answer.
    Undefined,
}

impl From<bool> for Truth {
    fn from(is_true: bool) -> Self {
        if is_true { Self::True } else { Self::False }
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Undefined => Self::Undefined,
        }
    }
}

impl Filter {
    /// Whether a search with this filter finds an entry.
    pub fn matches(&self, entry: &(impl Attributes + ?Sized)) -> bool {
        self.evaluate(entry) == Truth::True
    }

    /// Whether an entry matches this filter.
    pub fn evaluate(&self, entry: &(impl Attributes + ?Sized)) -> Truth {
        match self {
            Self::And(terms) => decide(each(terms, entry), Truth::False),
            Self::Or(terms) => decide(each(terms, entry), Truth::True),
            Self::Not(term) => !term.evaluate(entry),
            Self::Present(attribute) => AttributeType::find(attribute)
                .map_or(Truth::Undefined, |attribute| {
                    Truth::from(!entry.values(attribute).is_empty())
                }),
            Self::Equal(assertion) | Self::Approximate(assertion) => equal(assertion, entry),
            Self::GreaterOrEqual(assertion) => ordered(assertion, entry, |value, asserted| {
                value.is_at_least(asserted)
            }),
            Self::LessOrEqual(assertion) => ordered(assertion, entry, |value, asserted| {
                asserted.is_at_least(value)
            }),
            Self::Substrings { attribute, parts } => substrings(attribute, parts, entry),
            Self::Extensible {
                rule,
                attribute,
                value,
                dn_attributes,
            } => extensible(
                rule.as_deref(),
                attribute.as_deref(),
                value,
                *dn_attributes,
                entry,
            ),
        }
    }
}

/// Whether an entry matches each of these terms.
fn each(terms: &[Filter], entry: &(impl Attributes + ?Sized)) -> impl Iterator<Item = Truth> {
    terms.iter().map(|term| term.evaluate(entry))
}

/// The result of several terms, one of which can decide it.
pub(super) fn decide(truths: impl Iterator<Item = Truth>, decisive: Truth) -> Truth {
    let mut result = !decisive;
    for truth in truths {
        if truth == decisive {
            return decisive;
        }
        if truth == Truth::Undefined {
            result = Truth::Undefined;
        }
    }
    result
}

fn equal(assertion: &Assertion, entry: &(impl Attributes + ?Sized)) -> Truth {
    let Some(attribute) = AttributeType::find(&assertion.attribute) else {
        return Truth::Undefined;
    };
    let Some(asserted) = Value::of(attribute.syntax, &assertion.value) else {
        return Truth::Undefined;
    };
    has(attribute, entry, |value| value.matches(&asserted))
}

fn ordered(
    assertion: &Assertion,
    entry: &(impl Attributes + ?Sized),
    is_ordered: impl Fn(&Value, &Value) -> Option<bool>,
) -> Truth {
    let Some(attribute) = AttributeType::find(&assertion.attribute) else {
        return Truth::Undefined;
    };
    if attribute.syntax.ordering().is_none() {
        return Truth::Undefined;
    }
    let Some(asserted) = Value::of(attribute.syntax, &assertion.value) else {
        return Truth::Undefined;
    };
    has(attribute, entry, |value| {
        is_ordered(value, &asserted).unwrap_or(false)
    })
}

fn substrings(attribute: &str, parts: &Substrings, entry: &(impl Attributes + ?Sized)) -> Truth {
    let Some(attribute) = AttributeType::find(attribute) else {
        return Truth::Undefined;
    };
    let Some(parts) = Parts::of(attribute.syntax, parts) else {
        return Truth::Undefined;
    };
    has(attribute, entry, |value| parts.occur_in(value))
}

/// A comparison by a given rule, which must be the one by which values of the attribute are compared
/// anyway.
fn extensible(
    rule: Option<&str>,
    attribute: Option<&str>,
    value: &[u8],
    dn_attributes: bool,
    entry: &(impl Attributes + ?Sized),
) -> Truth {
    let Some(attribute) = attribute.and_then(AttributeType::find) else {
        return Truth::Undefined;
    };
    let syntax = attribute.syntax;
    if rule.is_some_and(|rule| !syntax.has_equality_rule(rule)) {
        return Truth::Undefined;
    }
    let Some(asserted) = Value::of(syntax, value) else {
        return Truth::Undefined;
    };
    let is_in_dn = || {
        let components = entry.dn().components().iter();
        let mut parts = components.flat_map(crate::dn::Rdn::parts);
        parts.any(|(name, part)| {
            let part = Value::of(syntax, part.as_bytes());
            name == attribute.name() && part.is_some_and(|part| part.matches(&asserted))
        })
    };
    if dn_attributes && is_in_dn() {
        return Truth::True;
    }
    has(attribute, entry, |value| value.matches(&asserted))
}

/// Whether a value of an entry fulfills a condition.
fn has(
    attribute: &AttributeType,
    entry: &(impl Attributes + ?Sized),
    is_it: impl Fn(&Value) -> bool,
) -> Truth {
    let values = entry.values(attribute);
    let mut values = values.iter();
    Truth::from(values.any(|value| Value::of(attribute.syntax, value).is_some_and(|it| is_it(&it))))
}
