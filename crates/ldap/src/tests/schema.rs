//! The schema, and what clients are told about it.

use std::collections::BTreeSet;

use super::fixtures::{ada, admins, bob, dn, filter};
use crate::entry::{Attributes, Entry};
use crate::request::Selection;
use crate::schema::{ATTRIBUTES, AttributeType, CLASSES, ObjectClass, RootDse, subschema};

fn values(entry: &Entry, name: &str) -> Vec<String> {
    let attribute = AttributeType::find(name).unwrap();
    let values = entry.values(attribute).into_iter();
    values
        .map(|value| String::from_utf8(value.into_owned()).unwrap())
        .collect()
}

#[test]
fn names_and_identifiers_are_unique() {
    let mut seen = BTreeSet::new();
    for attribute in ATTRIBUTES {
        for name in attribute.names.iter().chain([&attribute.oid]) {
            assert!(seen.insert(name.to_ascii_lowercase()), "{name}");
            assert_eq!(AttributeType::find(name), Some(attribute));
            assert_eq!(AttributeType::find(&name.to_uppercase()), Some(attribute));
        }
    }
    for class in CLASSES {
        assert!(
            seen.insert(class.name.to_ascii_lowercase()),
            "{}",
            class.name
        );
        assert!(seen.insert(class.oid.to_owned()), "{}", class.oid);
    }
    assert_eq!(AttributeType::find("cn;lang-en"), None);
    assert_eq!(AttributeType::find(""), None);
}

#[test]
fn classes_have_attributes_that_exist() {
    for (index, class) in CLASSES.iter().enumerate() {
        for name in class.must.iter().chain(class.may) {
            let attribute = AttributeType::find(name);
            assert_eq!(
                attribute.map(AttributeType::name),
                Some(*name),
                "{}",
                class.name
            );
        }
        let mut before = CLASSES[..index].iter();
        let is_top = class.name == "top" && class.extends.is_empty();
        assert!(
            is_top || before.any(|it| it.name == class.extends),
            "{}",
            class.name
        );
    }
}

/// The classes of an entry, with those that they extend.
fn classes(entry: &Entry) -> Vec<&'static ObjectClass> {
    let mut found = Vec::new();
    for name in values(entry, "objectClass") {
        let mut next = ObjectClass::find(&name);
        assert!(next.is_some(), "{name}");
        while let Some(class) = next {
            found.push(class);
            next = ObjectClass::find(class.extends);
        }
    }
    found
}

#[test]
fn entries_keep_to_the_schema() {
    for entry in [ada(), bob(), admins(), subschema()] {
        let classes = classes(&entry);
        for name in classes.iter().flat_map(|class| class.must) {
            assert!(!values(&entry, name).is_empty(), "{name} of {}", entry.dn());
        }
        for (name, values) in entry.select(&Selection::of(["*"]), false).attributes {
            let is_allowed =
                |class: &&ObjectClass| class.must.contains(&name) || class.may.contains(&name);
            assert!(classes.iter().any(is_allowed), "{name} of {}", entry.dn());
            let attribute = AttributeType::find(name).unwrap();
            assert!(!attribute.is_single || values.len() == 1, "{name}");
        }
    }
}

#[test]
fn the_schema_is_described() {
    let entry = subschema();
    assert_eq!(entry.dn(), &dn("CN=subschema"));
    let types = values(&entry, "attributeTypes");
    assert_eq!(types.len(), ATTRIBUTES.len());
    for description in [
        "( 0.9.2342.19200300.100.1.1 NAME ( 'uid' 'userid' ) EQUALITY caseIgnoreMatch \
         SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )",
        "( 1.3.6.1.1.1.1.0 NAME 'uidNumber' EQUALITY integerMatch ORDERING integerOrderingMatch \
         SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )",
        "( 0.9.2342.19200300.100.1.9 NAME 'host' EQUALITY caseIgnoreMatch \
         SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )",
        "( 1.3.6.1.1.16.4 NAME 'entryUUID' EQUALITY uuidMatch SYNTAX 1.3.6.1.1.16.1 SINGLE-VALUE \
         NO-USER-MODIFICATION USAGE dSAOperation )",
    ] {
        assert!(types.iter().any(|it| it == description), "{description}");
    }
    let classes = values(&entry, "objectClasses");
    for description in [
        "( 2.5.6.0 NAME 'top' ABSTRACT MUST objectClass )",
        "( 1.3.6.1.1.1.2.0 NAME 'posixAccount' SUP top AUXILIARY \
         MUST ( cn $ uid $ uidNumber $ gidNumber $ homeDirectory ) \
         MAY ( userPassword $ loginShell $ gecos $ description ) )",
    ] {
        assert!(classes.iter().any(|it| it == description), "{description}");
    }
    // Every rule and every syntax that a type names is described.
    let rules = values(&entry, "matchingRules").join("\n");
    let syntaxes = values(&entry, "ldapSyntaxes").join("\n");
    for attribute in ATTRIBUTES {
        let syntax = attribute.syntax;
        for rule in [syntax.equality(), syntax.ordering(), syntax.substrings()] {
            let rule = rule.map(|rule| format!(" NAME '{rule}' "));
            assert!(
                rule.is_none_or(|rule| rules.contains(&rule)),
                "{}",
                attribute.name()
            );
        }
        assert!(syntaxes.contains(&format!("( {} ", syntax.oid().0)));
    }
    // Clients read it with this filter.
    assert!(filter("(objectClass=subschema)").matches(&entry));
}

#[test]
fn the_server_describes_itself() {
    let suffix = [dn("dc=acme,dc=example")];
    let described = RootDse {
        suffixes: &suffix,
        start_tls: true,
        version: "1.2.3",
    };
    let entry = described.entry();
    assert!(entry.dn().is_root());
    assert!(filter("(objectClass=*)").matches(&entry));
    assert_eq!(values(&entry, "namingContexts"), ["dc=acme,dc=example"]);
    assert_eq!(values(&entry, "subschemaSubentry"), ["cn=Subschema"]);
    assert_eq!(values(&entry, "supportedLDAPVersion"), ["3"]);
    assert_eq!(values(&entry, "supportedExtension").len(), 3);
    assert_eq!(values(&entry, "entryDN"), [""; 0]);
    let stranger = RootDse {
        suffixes: &[],
        start_tls: false,
        ..described
    };
    let entry = stranger.entry();
    assert_eq!(values(&entry, "namingContexts"), [""; 0]);
    assert_eq!(values(&entry, "supportedExtension").len(), 2);
    // SSSD asks for `*` and names, others for `+`.
    let found = entry.select(&Selection::of(["*", "supportedControl"]), false);
    let names: Vec<_> = found.attributes.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["objectClass", "supportedControl"]);
    assert!(entry.select(&Selection::of(["+"]), false).attributes.len() > 5);
}
