//! The entry that describes the schema (RFC 4512, section 4.2).

use std::collections::BTreeSet;
use std::fmt::Write;

use super::syntax::{MORE_RULES, RULES};
use super::{ATTRIBUTES, AttributeType, CLASSES, ClassKind, ObjectClass, Syntax, Usage};
use crate::dn::Dn;
use crate::entry::Entry;

/// The name of the entry.
pub const SUBSCHEMA_DN: &str = "cn=Subschema";

/// The entry that describes the schema.
pub fn subschema() -> Entry {
    let syntaxes: BTreeSet<_> = Syntax::ALL.into_iter().map(Syntax::oid).collect();
    let syntaxes = syntaxes
        .into_iter()
        .map(|(oid, name)| format!("( {oid} DESC '{name}' )"));
    let rules = RULES.iter().chain(&MORE_RULES);
    let rules = rules.map(|(name, oid, syntax)| {
        let syntax = syntax.oid().0;
        format!("( {oid} NAME '{name}' SYNTAX {syntax} )")
    });
    Entry::new(Dn::root().child("cn", "Subschema"))
        .with("objectClass", ["top", "ldapSubentry", "subschema"])
        .with("cn", ["Subschema"])
        .with("attributeTypes", ATTRIBUTES.iter().map(attribute))
        .with("objectClasses", CLASSES.iter().map(class))
        .with("matchingRules", rules)
        .with("ldapSyntaxes", syntaxes)
}

fn attribute(attribute: &AttributeType) -> String {
    let mut text = format!("( {} NAME {}", attribute.oid, names(attribute.names));
    let syntax = attribute.syntax;
    let rules = [
        ("EQUALITY", syntax.equality()),
        ("ORDERING", syntax.ordering()),
        ("SUBSTR", syntax.substrings()),
        ("SYNTAX", Some(syntax.oid().0)),
    ];
    for (word, rule) in rules {
        if let Some(rule) = rule {
            add(&mut text, word, rule);
        }
    }
    if attribute.is_single {
        text.push_str(" SINGLE-VALUE");
    }
    if attribute.usage == Usage::Operational {
        text.push_str(" NO-USER-MODIFICATION USAGE dSAOperation");
    }
    text.push_str(" )");
    text
}

fn class(class: &ObjectClass) -> String {
    let mut text = format!("( {} NAME '{}'", class.oid, class.name);
    if !class.extends.is_empty() {
        add(&mut text, "SUP", class.extends);
    }
    text.push_str(match class.kind {
        ClassKind::Abstract => " ABSTRACT",
        ClassKind::Structural => " STRUCTURAL",
        ClassKind::Auxiliary => " AUXILIARY",
    });
    for (word, attributes) in [("MUST", class.must), ("MAY", class.may)] {
        match attributes {
            [] => {}
            [one] => add(&mut text, word, one),
            several => add(&mut text, word, &format!("( {} )", several.join(" $ "))),
        }
    }
    text.push_str(" )");
    text
}

fn names(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.as_slice() {
        [one] => one.clone(),
        several => format!("( {} )", several.join(" ")),
    }
}

fn add(text: &mut String, word: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = write!(text, " {word} {value}");
}
