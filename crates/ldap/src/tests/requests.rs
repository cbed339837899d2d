//! The requests of real clients.

use super::captured::{self, bytes};
use super::fixtures::{ADA, ada, dn, filter, message, problem};
use crate::ber::tag;
use crate::control::Controls;
use crate::message::{DEFAULT_LIMIT, Request, first_message};
use crate::request::{
    BindAs, Compare, Extended, Kind, Operation, Password, PasswordModify, Scope, Search,
};

fn read(digits: &str) -> Request {
    let bytes = bytes(digits);
    let whole = first_message(&bytes, DEFAULT_LIMIT).unwrap();
    assert_eq!(whole, Some(&bytes[..]));
    Request::decode(&bytes).unwrap()
}

fn search(digits: &str) -> (Search, Controls) {
    let request = read(digits);
    match request.operation {
        Operation::Search(search) => (search, request.controls),
        other => panic!("{other:?}"),
    }
}

fn extended(digits: &str) -> Extended {
    match read(digits).operation {
        Operation::Extended(extended) => extended,
        other => panic!("{other:?}"),
    }
}

#[test]
fn binds() {
    for (digits, id, policy) in [
        (captured::BIND, 1, true),
        (captured::BIND_OF_PYTHON, 8, false),
    ] {
        let request = read(digits);
        assert_eq!(request.id, id);
        assert_eq!(request.controls.password_policy, policy);
        let Operation::Bind(bind) = request.operation else {
            panic!("{request:?}");
        };
        let expected = BindAs::Entry {
            dn: dn(ADA),
            password: Password::new("hunter2"),
        };
        assert_eq!(bind.check(), Ok(expected));
    }
    assert_eq!(read(captured::UNBIND).operation, Operation::Unbind);
}

#[test]
fn searches() {
    let (search_below, controls) = search(captured::SEARCH);
    assert_eq!(search_below.base, "dc=acme,dc=example");
    assert_eq!(search_below.scope, Scope::Subtree);
    assert_eq!(
        search_below.filter,
        filter(r"(&(objectClass=person)(|(uid=ada)(mail=a*b*c))(!(cn>=\28)))")
    );
    let named: Vec<_> = search_below
        .selection
        .named
        .iter()
        .map(|it| it.name())
        .collect();
    assert_eq!(named, ["uid"]);
    assert!(!search_below.selection.user && !search_below.types_only);
    assert_eq!(controls.paged.map(|it| it.size), Some(100));
    assert!(controls.password_policy);

    let (search_root, controls) = search(captured::SEARCH_OF_ROOT);
    assert_eq!(
        (search_root.base.as_str(), search_root.scope),
        ("", Scope::Base)
    );
    assert_eq!(search_root.filter, filter("(cn:dn:caseExactMatch:=Ada)"));
    assert!(search_root.selection.user && search_root.selection.operational);
    assert_eq!(controls, Controls::default());

    let (sssd, _) = search(captured::SEARCH_OF_PYTHON);
    assert!(sssd.filter.matches(&ada()));
    let (page, controls) = search(captured::PAGE_OF_PYTHON);
    assert_eq!(page.filter, filter("(cn=A*d*a)"));
    assert_eq!(controls.paged.map(|it| it.size), Some(500));
}

#[test]
fn comparisons() {
    let expected = Compare {
        dn: ADA.to_owned(),
        attribute: "uid".to_owned(),
        value: b"ada".to_vec(),
    };
    assert_eq!(
        read(captured::COMPARE).operation,
        Operation::Compare(expected)
    );
}

#[test]
fn extended_operations() {
    assert_eq!(extended(captured::WHO_AM_I), Extended::WhoAmI);
    let all = PasswordModify {
        identity: Some(ADA.to_owned()),
        old: Some(Password::new("old")),
        new: Some(Password::new("new")),
    };
    assert_eq!(
        extended(captured::PASSWORD_MODIFY),
        Extended::PasswordModify(all.clone())
    );
    let own = PasswordModify {
        identity: None,
        old: None,
        ..all
    };
    assert_eq!(
        extended(captured::OWN_PASSWORD_MODIFY),
        Extended::PasswordModify(own)
    );
    let with = |name: &str, value: Option<&[u8]>| {
        message(|it| {
            it.structure(tag::application(23), |it| {
                it.value(0x80, name.as_bytes());
                if let Some(value) = value {
                    it.value(0x81, value);
                }
            });
        })
    };
    let read = |message: &[u8]| Request::decode(message).unwrap().operation;
    let start_tls = b"\x30\x1d\x02\x01\x01\x77\x18\x80\x161.3.6.1.4.1.1466.20037";
    assert_eq!(read(start_tls), Operation::Extended(Extended::StartTls));
    let password_modify = with("1.3.6.1.4.1.4203.1.11.1", None);
    let nothing = Extended::PasswordModify(PasswordModify::default());
    assert_eq!(read(&password_modify), Operation::Extended(nothing));
    let cancel = Extended::Unknown("1.3.6.1.1.8".to_owned());
    assert_eq!(
        read(&with("1.3.6.1.1.8", Some(b"\x30\x03\x02\x01\x01"))),
        Operation::Extended(cancel)
    );
    for wrong in [
        with("1.3.6.1.4.1.1466.20037", Some(b"x")),
        with("1.3.6.1.4.1.4203.1.11.1", Some(b"")),
        with("1.3.6.1.4.1.4203.1.11.1", Some(b"\x30\x03\x81\x02x")),
        with("1.3.6.1.4.1.4203.1.11.1", Some(b"\x30\x03\x80\x01\xff")),
    ] {
        assert!(problem(&wrong).starts_with("ProtocolError"), "{wrong:?}");
    }
}

#[test]
fn writes_are_recognized_but_not_read() {
    for (tag, kind) in [
        (0x66, Kind::Modify),
        (0x68, Kind::Add),
        (0x4a, Kind::Delete),
        (0x6c, Kind::ModifyDn),
    ] {
        let message = message(|it| it.value(tag, b"\xff\xff"));
        let request = Request::decode(&message).unwrap();
        assert_eq!(request.operation, Operation::Write(kind));
    }
    let abandon = message(|it| it.value(0x50, &[5]));
    let request = Request::decode(&abandon).unwrap();
    assert_eq!(request.operation, Operation::Abandon(5));
}
