//! Which entries have to be read from the database to find those that match a filter.

use super::{Assertion, Condition, Filter, Indexed, Reference, Substrings, Test};
use crate::schema::{AttributeType, ObjectClass, Parts, Value};

impl Filter {
    /// A condition that every entry fulfills that the filter finds, and that a database can check quickly.
    /// It may hold for more entries, so the filter has to be evaluated for what the database returns.
    pub fn plan(&self) -> Condition {
        plan(self, false)
    }
}

/// A condition for a filter, or for its negation.
fn plan(filter: &Filter, is_negated: bool) -> Condition {
    match (filter, is_negated) {
        (Filter::And(terms), false) | (Filter::Or(terms), true) => {
            Condition::all(terms.iter().map(|term| plan(term, is_negated)))
        }
        (Filter::Or(terms), false) | (Filter::And(terms), true) => {
            Condition::any(terms.iter().map(|term| plan(term, is_negated)))
        }
        (Filter::Not(term), _) => plan(term, !is_negated),
        (term, false) => leaf(term),
        // What can be neither true nor false finds nothing when it is negated either.
        (term, true) => match leaf(term) {
            Condition::Nothing => Condition::Nothing,
            _ => Condition::Everything,
        },
    }
}

/// A condition for a filter without operators.
fn leaf(filter: &Filter) -> Condition {
    match filter {
        Filter::Equal(assertion) | Filter::Approximate(assertion) => equal(assertion),
        Filter::Substrings { attribute, parts } => substrings(attribute, parts),
        Filter::GreaterOrEqual(assertion) | Filter::LessOrEqual(assertion) => ordered(assertion),
        Filter::Present(attribute) => known(AttributeType::find(attribute).is_some()),
        Filter::Extensible {
            rule,
            attribute,
            value,
            dn_attributes,
        } => {
            let Some(found) = attribute.as_deref().and_then(AttributeType::find) else {
                return Condition::Nothing;
            };
            let fits = |rule: &String| found.syntax.has_equality_rule(rule);
            if !rule.as_ref().is_none_or(fits) {
                return Condition::Nothing;
            }
            match of_value(found, value) {
                Condition::Nothing => Condition::Nothing,
                _ if *dn_attributes => Condition::Everything,
                condition => condition,
            }
        }
        Filter::And(_) | Filter::Or(_) | Filter::Not(_) => Condition::Everything,
    }
}

fn equal(assertion: &Assertion) -> Condition {
    AttributeType::find(&assertion.attribute).map_or(Condition::Nothing, |attribute| {
        of_value(attribute, &assertion.value)
    })
}

/// A condition for an attribute that has a value.
fn of_value(attribute: &AttributeType, value: &[u8]) -> Condition {
    let Some(value) = Value::of(attribute.syntax, value) else {
        return Condition::Nothing;
    };
    let everything = Condition::Everything;
    match (attribute.name(), value) {
        ("uid", Value::Text(text)) => Condition::Text(Indexed::Uid, Test::Equals(text)),
        ("mail", Value::Text(text)) => Condition::Text(Indexed::Mail, Test::Equals(text)),
        ("cn", Value::Text(text)) => Condition::Text(Indexed::Cn, Test::Equals(text)),
        ("memberUid", Value::Text(text)) => Condition::MemberUid(text),
        ("entryUUID", Value::Text(text)) => Condition::EntryUuid(text),
        ("host", Value::Text(text)) => Condition::Host(text),
        ("uidNumber", Value::Number(number)) => Condition::UidNumber(number),
        ("gidNumber", Value::Number(number)) => Condition::GidNumber(number),
        // No entry has a class that does not exist.
        ("objectClass", Value::Text(text)) => match ObjectClass::find(&text) {
            Some(class) => Condition::Class(class.name),
            // Its negation is true for all entries, so this is not nothing.
            None => Condition::Class(""),
        },
        ("memberOf", value) => reference(value).map_or(everything, Condition::MemberOf),
        ("member" | "uniqueMember", value) => {
            reference(value).map_or(everything, Condition::Member)
        }
        _ => everything,
    }
}

fn reference(value: Value) -> Option<Reference> {
    match value {
        Value::Dn(dn) => Some(Reference::Dn(dn)),
        Value::BareName(name) => Some(Reference::Name(name)),
        _ => None,
    }
}

fn substrings(attribute: &str, parts: &Substrings) -> Condition {
    let Some(attribute) = AttributeType::find(attribute) else {
        return Condition::Nothing;
    };
    let Some(parts) = Parts::of(attribute.syntax, parts) else {
        return Condition::Nothing;
    };
    let indexed = match attribute.name() {
        "uid" => Indexed::Uid,
        "mail" => Indexed::Mail,
        "cn" => Indexed::Cn,
        _ => return Condition::Everything,
    };
    match parts.into_start() {
        Some(start) if !start.is_empty() => Condition::Text(indexed, Test::StartsWith(start)),
        _ => Condition::Everything,
    }
}

fn ordered(assertion: &Assertion) -> Condition {
    let attribute = AttributeType::find(&assertion.attribute);
    known(attribute.is_some_and(|attribute| {
        let syntax = attribute.syntax;
        syntax.ordering().is_some() && Value::of(syntax, &assertion.value).is_some()
    }))
}

const fn known(is_known: bool) -> Condition {
    if is_known {
        Condition::Everything
    } else {
        Condition::Nothing
    }
}
