//! The messages of an LDAP client, one after the other, as a connection receives them.

use ldap::dn::Dn;
use ldap::entry::{Entry, compare};
use ldap::filter::{Condition, Filter};
use ldap::message::{DEFAULT_LIMIT, Request, Undecodable, first_message};
use ldap::request::{BindAs, Operation, Search};

use crate::memory::bounded;

/// Checks an input. Panics if a check fails.
pub fn check(bytes: &[u8]) {
    let mut rest = bytes;
    while let Ok(Some(message)) = first_message(rest, DEFAULT_LIMIT) {
        rest = &rest[message.len()..];
        match bounded(message.len(), 128, || Request::decode(message)) {
            Ok(request) => process(request.operation),
            Err(Undecodable::Request(refused)) => {
                let length = refused.response().map(|it| it.encode().len());
                assert!(length.is_none_or(|length| length < 1024));
            }
            Err(Undecodable::Envelope(_)) => return,
        }
    }
}

fn process(operation: Operation) {
    match operation {
        Operation::Search(search) => find(&search),
        Operation::Compare(request) => {
            compare(&request, &ada());
            name(&request.dn);
        }
        Operation::Bind(bind) => {
            if let Ok(BindAs::Entry { dn, password }) = bind.check() {
                assert!(!password.is_empty());
                assert_eq!(Dn::parse(&dn.to_string()), Ok(dn));
            }
        }
        _ => {}
    }
}

fn find(search: &Search) {
    name(&search.base);
    let found = search.filter.matches(&ada());
    assert!(!found || search.filter.plan() != Condition::Nothing);
    let negated = Filter::Not(Box::new(search.filter.clone()));
    assert!(!found || !negated.matches(&ada()));
    let _ = ada().select(&search.selection, search.types_only);
}

/// Checks that a name is read again as it was written.
fn name(text: &str) {
    if let Ok(dn) = Dn::parse(text) {
        assert_eq!(Dn::parse(&dn.to_string()), Ok(dn));
    }
}

fn ada() -> Entry {
    let dn = Dn::root().child("dc", "example").child("uid", "ada");
    Entry::new(dn)
        .with("objectClass", ["top", "person", "posixAccount"])
        .with("uid", ["ada"])
        .with("cn", ["Ada Lovelace"])
        .with("uidNumber", ["10001"])
        .with("memberOf", ["cn=Admins,dc=example"])
}
