//! What is written is read back, and plans miss no entry, for anything that can be written.

use proptest::prelude::*;

use super::fixtures::{ada, admins, bob, filter as text_filter};
use crate::ber::Reader;
use crate::dn::Dn;
use crate::entry::{Attributes, Entry};
use crate::filter::{Assertion, Condition, Filter, Indexed, Reference, Substrings, Test};

fn value() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        "[ -~]{0,8}".prop_map(String::into_bytes),
        ".{0,5}".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            "ada",
            "Ada Lovelace",
            "bob",
            "Admins",
            "person",
            "posixGroup",
            "10001",
            "BUILD servers",
            super::fixtures::ADA,
            super::fixtures::ADMINS,
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ]
}

fn attribute() -> impl Strategy<Value = String> {
    let known = [
        "uid",
        "cn",
        "mail",
        "sn",
        "objectClass",
        "member",
        "uniqueMember",
        "memberOf",
        "memberUid",
        "uidNumber",
        "gidNumber",
        "entryUUID",
        "host",
        "foo",
        "2.5.4.3",
        "jpegPhoto",
    ];
    prop::sample::select(known.map(str::to_owned).to_vec())
}

fn assertion() -> impl Strategy<Value = Assertion> {
    (attribute(), value()).prop_map(|(attribute, value)| Assertion { attribute, value })
}

fn part() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        "[a-d ]{1,3}".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 1..4),
    ]
}

fn parts() -> impl Strategy<Value = Substrings> {
    let any = prop::collection::vec(part(), 0..3);
    let parts = (prop::option::of(part()), any, prop::option::of(part()));
    parts
        .prop_map(|(initial, any, last)| Substrings { initial, any, last })
        .prop_filter("parts", |parts| *parts != Substrings::default())
}

fn leaf() -> impl Strategy<Value = Filter> {
    let rule = prop::option::of("[a-c]{1,5}|caseIgnoreMatch|2\\.5\\.13\\.2");
    let extensible = (rule, attribute(), value(), any::<bool>());
    prop_oneof![
        4 => assertion().prop_map(Filter::Equal),
        1 => assertion().prop_map(Filter::GreaterOrEqual),
        1 => assertion().prop_map(Filter::LessOrEqual),
        1 => assertion().prop_map(Filter::Approximate),
        1 => attribute().prop_map(Filter::Present),
        2 => (attribute(), parts())
            .prop_map(|(attribute, parts)| Filter::Substrings { attribute, parts }),
        1 => extensible.prop_map(|(rule, attribute, value, dn_attributes)| Filter::Extensible {
            rule,
            attribute: Some(attribute),
            value,
            dn_attributes,
        }),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    leaf().prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Filter::And),
            prop::collection::vec(inner.clone(), 0..4).prop_map(Filter::Or),
            inner.prop_map(|it| Filter::Not(Box::new(it))),
        ]
    })
}

/// Whether an entry fulfills a condition, as a database would decide it.
fn fulfills(entry: &Entry, condition: &Condition) -> bool {
    let values = |name: &str| {
        let attribute = crate::schema::AttributeType::find(name).unwrap();
        let values = entry.values(attribute).into_iter();
        values
            .map(|it| String::from_utf8(it.into_owned()).unwrap())
            .collect::<Vec<_>>()
    };
    let folded = |name: &str| {
        let values = values(name).into_iter();
        values
            .map(|it| crate::text::folded(&it))
            .collect::<Vec<_>>()
    };
    let refers = |names: &[&str], reference: &Reference| {
        let mut names = names.iter().flat_map(|name| values(name));
        names.any(|value| {
            let dn = Dn::parse(&value).unwrap();
            match reference {
                Reference::Dn(other) => dn == *other,
                Reference::Name(name) => dn.name().map(crate::text::folded).as_ref() == Some(name),
            }
        })
    };
    match condition {
        Condition::Everything => true,
        Condition::Nothing => false,
        Condition::All(inner) => inner.iter().all(|it| fulfills(entry, it)),
        Condition::Any(inner) => inner.iter().any(|it| fulfills(entry, it)),
        Condition::Text(attribute, test) => {
            let name = match attribute {
                Indexed::Uid => "uid",
                Indexed::Mail => "mail",
                Indexed::Cn => "cn",
            };
            folded(name).iter().any(|value| match test {
                Test::Equals(text) => value == text,
                Test::StartsWith(text) => value.starts_with(text),
            })
        }
        Condition::Class(name) => values("objectClass").iter().any(|it| it == name),
        Condition::MemberOf(it) => refers(&["memberOf"], it),
        Condition::Member(it) => refers(&["member", "uniqueMember"], it),
        Condition::MemberUid(name) => folded("memberUid").contains(name),
        Condition::UidNumber(number) => values("uidNumber").contains(&number.to_string()),
        Condition::GidNumber(number) => values("gidNumber").contains(&number.to_string()),
        Condition::EntryUuid(id) => values("entryUUID").contains(id),
        Condition::Host(name) => folded("host").contains(name),
    }
}

proptest! {
    #[test]
    fn filters_survive(filter in filter()) {
        let text = filter.to_string();
        prop_assert_eq!(&text_filter(&text), &filter, "{}", text);
        let bytes = filter.encode();
        prop_assert_eq!(Filter::decode(&mut Reader::new(&bytes)), Ok(filter));
    }

    #[test]
    fn plans_miss_no_entry(filter in filter()) {
        let plan = filter.plan();
        for entry in [ada(), bob(), admins()] {
            prop_assert!(!filter.matches(&entry) || fulfills(&entry, &plan), "{}: {:?}", filter, plan);
        }
    }

    #[test]
    fn a_negation_turns_the_answer_around(filter in filter()) {
        let negated = Filter::Not(Box::new(filter.clone()));
        for entry in [ada(), admins()] {
            prop_assert_eq!(negated.evaluate(&entry), !filter.evaluate(&entry));
        }
    }

    #[test]
    fn names_survive(values in prop::collection::vec(("cn|uid|ou|x-y|2\\.5\\.4\\.99", ".{1,8}"), 0..5)) {
        let mut dn = Dn::root();
        for (attribute, value) in &values {
            dn = dn.child(attribute, value);
        }
        let text = dn.to_string();
        let read = Dn::parse(&text).unwrap();
        prop_assert_eq!(&read, &dn, "{}", text);
        let own = read.components().iter().map(|it| it.single().unwrap().1.to_owned());
        let expected = values.iter().rev().map(|(_, value)| value.clone());
        prop_assert_eq!(own.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
}
