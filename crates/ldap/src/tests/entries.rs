//! Which entries a search reaches.

use super::fixtures::{ADA, ada, dn};
use crate::dn::Dn;
use crate::entry::{Attributes, Entry};
use crate::request::Scope;
use crate::schema::AttributeType;

#[test]
fn a_scope_is_seen_from_the_base() {
    let people = dn("OU=people,dc=acme,dc=example");
    let suffix = dn("dc=acme,dc=example");
    let ada = dn(ADA);
    for (base, reached) in [
        (&ada, [true, false, true]),
        (&people, [false, true, true]),
        (&suffix, [false, false, true]),
        (&dn("ou=groups,dc=acme,dc=example"), [false; 3]),
        (&Dn::root(), [false, false, true]),
    ] {
        let scopes = [Scope::Base, Scope::One, Scope::Subtree];
        assert_eq!(scopes.map(|it| it.includes(base, &ada)), reached, "{base}");
    }
}

#[test]
fn values_are_collected_and_attributes_without_values_left_out() {
    let values = |entry: &Entry, name| {
        let attribute = AttributeType::find(name).unwrap();
        let values = entry.values(attribute).into_iter();
        values
            .map(|value| String::from_utf8(value.into_owned()).unwrap())
            .collect::<Vec<_>>()
    };
    let entry = Entry::new(dn("cn=x"))
        .with("memberUid", ["ada"])
        .with("MEMBERUID", ["bob"])
        .with("description", [""; 0]);
    assert_eq!(values(&entry, "memberUid"), ["ada", "bob"]);
    assert_eq!(values(&entry, "description"), [""; 0]);
    assert_eq!(values(&entry, "entryDN"), ["cn=x"]);
    assert_eq!(values(&ada(), "objectClass").len(), 6);
    let names = entry.select(&crate::request::Selection::of(["*"]), false);
    assert_eq!(names.attributes.len(), 1);
}
