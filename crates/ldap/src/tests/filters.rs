//! Filters as text.

use super::fixtures::filter;
use crate::filter::{Assertion, Filter, Substrings};

#[test]
fn filters_are_read_and_written_as_text() {
    for text in [
        "(uid=ada)",
        "(uid=)",
        "(uid=*)",
        "(cn=Ada*)",
        "(cn=*lace)",
        "(cn=*a*b*)",
        "(cn=A*d*a)",
        "(!(uid=ada))",
        "(&)",
        "(|)",
        "(&(objectClass=person)(|(uid=ada)(mail=ada@acme.example))(!(nsAccountLock=TRUE)))",
        "(createTimestamp>=20260101000000Z)",
        "(uidNumber<=9)",
        "(cn~=ada)",
        "(cn:=Ada)",
        "(cn:dn:=Ada)",
        "(cn:caseExactMatch:=Ada)",
        "(cn:dn:2.5.13.5:=Ada)",
        "(:caseExactMatch:=Ada)",
        "(:dn:2.5.13.5:=Ada)",
        "(cn;lang-en=Ada)",
        "(2.5.4.3=Ada)",
        r"(cn=\28a\29\2a\5c\00)",
        r"(objectGUID=\ff\00a\80)",
        "(cn=Lučić)",
        "(memberOf=cn=Admins,ou=groups,dc=acme,dc=example)",
    ] {
        let read = filter(text);
        assert_eq!(read.to_string(), text);
        let mut reader = crate::ber::Reader::new(&[]);
        assert!(Filter::decode(&mut reader).is_err());
        let bytes = read.encode();
        let mut reader = crate::ber::Reader::new(&bytes);
        assert_eq!(Filter::decode(&mut reader), Ok(read));
        assert!(reader.is_empty());
    }
}

#[test]
fn texts_mean_what_rfc_4515_says() {
    assert_eq!(
        filter(r"(cn=L\c4\8c*\2a*c)"),
        Filter::Substrings {
            attribute: "cn".to_owned(),
            parts: Substrings {
                initial: Some("LČ".into()),
                any: vec![b"*".to_vec()],
                last: Some(b"c".to_vec()),
            },
        }
    );
    assert_eq!(
        filter("(:DN:rule:=a:=b)"),
        Filter::Extensible {
            rule: Some("rule".to_owned()),
            attribute: None,
            value: b"a:=b".to_vec(),
            dn_attributes: true,
        }
    );
    assert_eq!(
        filter("(a>=b=c)"),
        Filter::GreaterOrEqual(Assertion {
            attribute: "a".to_owned(),
            value: b"b=c".to_vec(),
        })
    );
    // Empty parts do not count.
    assert_eq!(filter("(cn=**)"), filter("(cn=*)"));
    assert_eq!(filter("(cn=a**b)"), filter("(cn=a*b)"));
}

#[test]
fn what_is_no_filter_is_refused() {
    for text in [
        "",
        "uid=ada",
        "(uid=ada",
        "(uid=ada))",
        "()",
        "(=ada)",
        "(uid)",
        "(uid>ada)",
        "(uid=a(b)",
        "(uid=a\\)",
        "(uid=a\\4)",
        "(uid=a\\zz)",
        "(uid=a\0)",
        "(uid>=a*)",
        "(!)",
        "(!(a=b)(c=d))",
        "(&(a=b)",
        "(& (a=b))",
        "(u id=a)",
        "(:=a)",
        "(:dn:=a)",
        "(cn::=a)",
        "(cn:a:b:=c)",
        "(cn:dn:rule=a)",
    ] {
        assert!(Filter::parse(text).is_err(), "{text}");
    }
}

#[test]
fn depth_and_terms_are_limited() {
    let nested = |depth: usize| format!("{}(a=b){}", "(!".repeat(depth), ")".repeat(depth));
    assert!(Filter::parse(&nested(31)).is_ok());
    let error = Filter::parse(&nested(32)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the filter is nested more than 32 levels deep"
    );
    // Far more than the stack could hold.
    assert!(Filter::parse(&nested(1_000_000)).is_err());
    let wide = |terms: usize| format!("(|{})", "(a=b)".repeat(terms));
    assert!(Filter::parse(&wide(199)).is_ok());
    let error = Filter::parse(&wide(200)).unwrap_err();
    assert_eq!(error.to_string(), "the filter has more than 200 terms");
    let stars = |parts: usize| format!("(a=*{})", "b*".repeat(parts));
    assert!(Filter::parse(&stars(199)).is_ok());
    assert!(Filter::parse(&stars(200)).is_err());
}
