//! Names of entries, in all the ways in which people and programs write them.

use super::fixtures::dn;
use crate::dn::{Dn, InvalidDn};

#[test]
fn a_name_is_the_same_however_it_is_written() {
    let ada = dn("uid=ada,ou=people,dc=acme,dc=example");
    for text in [
        "UID=Ada,OU=People,DC=Acme,DC=Example",
        "  uid = ada , ou = people , dc = acme , dc = example  ",
        "uid=ada;ou=people;dc=acme;dc=example",
        "userid=ada,organizationalUnitName=people,domainComponent=acme,dc=example",
        "0.9.2342.19200300.100.1.1=ada,2.5.4.11=people,dc=acme,dc=example",
        "OID.0.9.2342.19200300.100.1.1=ada,oid.2.5.4.11=people,dc=acme,dc=example",
        r"uid=\61da,ou=people,dc=acme,dc=example",
        r"uid=\61\64\61,ou=people,dc=acme,dc=example",
        "uid=#0403616461,ou=people,dc=acme,dc=example",
        "uid=#0C03414441 , ou=people,dc=acme,dc=example",
        r#"uid="ada",ou="people" ,dc=acme,dc=example"#,
        "uid=ＡＤＡ,ou=people,dc=acme,dc=example",
    ] {
        assert_eq!(dn(text), ada, "{text}");
    }
    for other in [
        "uid=adam,ou=people,dc=acme,dc=example",
        "cn=ada,ou=people,dc=acme,dc=example",
        "uid=ada,dc=acme,dc=example",
        "ou=people,uid=ada,dc=acme,dc=example",
        r"uid=ada\,ou\=people,dc=acme,dc=example",
        "uid=ada+cn=ada,ou=people,dc=acme,dc=example",
    ] {
        assert_ne!(dn(other), ada, "{other}");
    }
}

#[test]
fn the_order_of_the_parts_of_a_component_does_not_matter() {
    assert_eq!(dn("cn=Ada+uid=1,o=x"), dn("UID=1 + CN=ada,o=x"));
    assert_ne!(dn("cn=Ada+uid=1,o=x"), dn("cn=Ada+uid=2,o=x"));
    // Neither does the number of spaces, but where there are none.
    assert_eq!(dn("cn=Ada  King"), dn(r"cn=\20Ada King\ "));
    assert_ne!(dn("cn=Ada King"), dn("cn=AdaKing"));
}

#[test]
fn values_are_unescaped() {
    for (text, value) in [
        (r"cn=Lovelace\, Ada", "Lovelace, Ada"),
        (r"cn=\#1", "#1"),
        (r"cn=1#2=3", "1#2=3"),
        (r"cn=\ a\ ", " a "),
        (r"cn=a\\b\+c\22", "a\\b+c\""),
        (r"cn=Lu\C4\8Di\C4\87", "Lučić"),
        ("cn=Lučić", "Lučić"),
        (r#"cn="a, b; c+d""#, "a, b; c+d"),
        (r#"cn="a\"b""#, "a\"b"),
        (r"cn=a\00b", "a\0b"),
    ] {
        assert_eq!(dn(text).name(), Some(value), "{text}");
    }
}

#[test]
fn names_are_written_so_that_they_can_be_read() {
    let parent = dn("dc=example");
    for (value, text) in [
        ("ada", "cn=ada,dc=example"),
        ("Lovelace, Ada", r"cn=Lovelace\, Ada,dc=example"),
        (" a ", r"cn=\ a\ ,dc=example"),
        (" ", r"cn=\ ,dc=example"),
        ("#1#", r"cn=\#1#,dc=example"),
        ("a+b;c<d>e\"f\\", r#"cn=a\+b\;c\<d\>e\"f\\,dc=example"#),
        ("a\0b\nc", r"cn=a\00b\0ac,dc=example"),
        ("Lučić", "cn=Lučić,dc=example"),
    ] {
        let child = parent.child("cn", value);
        assert_eq!(child.to_string(), text);
        assert_eq!(dn(text), child);
        assert_eq!(dn(text).name(), Some(value));
    }
    assert_eq!(Dn::root().to_string(), "");
    assert_eq!(dn("  "), Dn::root());
}

#[test]
fn what_is_no_name_is_refused() {
    for (text, problem) in [
        ("ada", InvalidDn::Attribute),
        ("ada@example.com", InvalidDn::Attribute),
        (r"ACME\ada", InvalidDn::Attribute),
        ("=ada", InvalidDn::Attribute),
        ("uid=ada,", InvalidDn::Attribute),
        (",uid=ada", InvalidDn::Attribute),
        ("uid=ada,,dc=x", InvalidDn::Attribute),
        ("u_id=ada", InvalidDn::Attribute),
        ("1x=ada", InvalidDn::Attribute),
        ("uid=", InvalidDn::EmptyValue),
        ("uid=,dc=x", InvalidDn::EmptyValue),
        ("uid=\"\"", InvalidDn::EmptyValue),
        ("uid=a\"b", InvalidDn::Escape),
        ("uid=\"a", InvalidDn::Escape),
        ("uid=\"a\"b", InvalidDn::Escape),
        ("uid=a<b", InvalidDn::Escape),
        ("uid=a\0", InvalidDn::Escape),
        ("uid=a\\", InvalidDn::Escape),
        ("uid=a\\x", InvalidDn::Escape),
        ("uid=a\\6", InvalidDn::Escape),
        ("uid=#", InvalidDn::Escape),
        ("uid=#04", InvalidDn::Escape),
        ("uid=#0405616461", InvalidDn::Escape),
        ("uid=#040361646", InvalidDn::Escape),
        ("uid=#020101", InvalidDn::Escape),
        ("uid=#048003616461", InvalidDn::Escape),
        ("uid=\\ff", InvalidDn::Utf8),
    ] {
        assert_eq!(Dn::parse(text), Err(problem), "{text}");
    }
    let long = format!("uid={}", "a".repeat(5000));
    assert_eq!(Dn::parse(&long), Err(InvalidDn::TooLong));
    let deep = vec!["dc=x"; 33].join(",");
    assert_eq!(Dn::parse(&deep), Err(InvalidDn::TooManyComponents));
    assert!(Dn::parse(&deep[5..]).is_ok());
    let wide = ["cn=x"; 9].join("+");
    assert_eq!(Dn::parse(&wide), Err(InvalidDn::TooManyParts));
}

#[test]
fn a_suffix_answers_only_what_is_below_it() {
    let suffix = dn("dc=acme,dc=example");
    let below = |text| {
        let dn = dn(text);
        let below = dn.below(&suffix)?;
        Some(below.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    assert_eq!(below("dc=acme,dc=example"), Some(vec![]));
    assert_eq!(
        below("uid=ada,ou=People,DC=ACME,dc=example"),
        Some(vec!["uid=ada".to_owned(), "ou=People".to_owned()])
    );
    for other in [
        "dc=example",
        "",
        "dc=other,dc=example",
        "dc=acme,dc=example,dc=com",
        r"uid=ada\,dc\=acme,dc=example",
        "dc=xacme,dc=example",
    ] {
        assert_eq!(below(other), None, "{other}");
    }
    let ada = dn("uid=ada,ou=people,dc=acme,dc=example");
    assert_eq!(ada.parent(), Some(dn("ou=people,dc=acme,dc=example")));
    assert_eq!(ada.components()[0].single(), Some(("uid", "ada")));
    assert_eq!(dn("cn=a+uid=b").name(), None);
    assert_eq!(Dn::root().parent(), None);
    assert!(ada.below(&Dn::root()).is_some());
}
