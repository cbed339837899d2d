//! An organization, and messages that clients send.

use crate::ber::Writer;
use crate::ber::tag;
use crate::dn::Dn;
use crate::entry::Entry;
use crate::filter::Filter;
use crate::message::{Request, Undecodable};
use crate::request::Search;

pub(super) const ADA: &str = "uid=ada,ou=people,dc=acme,dc=example";
pub(super) const ADMINS: &str = "cn=Admins,ou=groups,dc=acme,dc=example";

pub(super) fn dn(text: &str) -> Dn {
    Dn::parse(text).unwrap()
}

/// A person with a Unix account.
pub(super) fn ada() -> Entry {
    Entry::new(dn(ADA))
        .with("objectClass", ["top", "person", "organizationalPerson"])
        .with("objectClass", ["inetOrgPerson", "posixAccount"])
        .with("objectClass", ["hostObject"])
        .with("uid", ["ada"])
        .with("cn", ["Ada Lovelace"])
        .with("sn", ["Lovelace"])
        .with("givenName", ["Ada"])
        .with("mail", ["Ada@Acme.example"])
        .with("telephoneNumber", ["+44 20-7946"])
        .with("uidNumber", ["10001"])
        .with("gidNumber", ["10001"])
        .with("homeDirectory", ["/srv/ada"])
        .with("host", ["Build servers"])
        .with(
            "memberOf",
            [ADMINS, "cn=Staff,ou=groups,dc=acme,dc=example"],
        )
        .with("createTimestamp", ["20261124064912Z"])
        .with("entryUUID", ["0198f3a0-0000-7000-8000-0000000000ab"])
        .with("nsAccountLock", ["FALSE"])
}

/// A person without.
pub(super) fn bob() -> Entry {
    Entry::new(dn("uid=bob,ou=people,dc=acme,dc=example"))
        .with("objectClass", ["top", "person", "inetOrgPerson"])
        .with("uid", ["bob"])
        .with("cn", ["Bob"])
        .with("sn", ["bob"])
}

pub(super) fn admins() -> Entry {
    Entry::new(dn(ADMINS))
        .with("objectClass", ["top", "groupOfNames"])
        .with("objectClass", ["groupOfUniqueNames", "posixGroup"])
        .with("cn", ["Admins"])
        .with("gidNumber", ["20001"])
        .with("member", [ADA])
        .with("uniqueMember", [ADA])
        .with("memberUid", ["ada"])
}

pub(super) fn filter(text: &str) -> Filter {
    Filter::parse(text).unwrap()
}

/// A message with number 7.
pub(super) fn message(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.sequence(|message| {
        message.integer(7);
        write(message);
    });
    writer.into_bytes()
}

/// A search of everything, with any bytes where the filter belongs.
pub(super) fn search_with(filter: &[u8]) -> Vec<u8> {
    let mut start = Writer::default();
    start.text("dc=acme,dc=example");
    start.enumerated(2);
    start.enumerated(0);
    start.integer(0);
    start.integer(0);
    start.value(tag::BOOLEAN, &[0]);
    let mut end = Writer::default();
    end.sequence(|_| {});
    let content = [&start.into_bytes(), filter, &end.into_bytes()].concat();
    message(|it| it.value(tag::application(3), &content))
}

/// The message of the error with which a message is refused.
pub(super) fn problem(message: &[u8]) -> String {
    match Request::decode(message) {
        Ok(request) => panic!("{request:?}"),
        Err(Undecodable::Envelope(problem)) => format!("envelope: {problem}"),
        Err(Undecodable::Request(refused)) => {
            assert_eq!(refused.id, 7);
            format!("{:?}: {}", refused.outcome.code, refused.outcome.message)
        }
    }
}

pub(super) fn search(message: &[u8]) -> Search {
    match Request::decode(message).unwrap().operation {
        crate::request::Operation::Search(search) => search,
        other => panic!("{other:?}"),
    }
}
