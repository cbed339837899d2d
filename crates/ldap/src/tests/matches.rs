//! Which entries match a filter.

use super::fixtures::{ada, admins, bob, filter};
use crate::filter::Truth;

fn truth(text: &str) -> Truth {
    filter(text).evaluate(&ada())
}

#[test]
fn values_are_compared_as_their_attribute_says() {
    for text in [
        "(uid=ADA)",
        "(UserId=ada)",
        "(0.9.2342.19200300.100.1.1=ada)",
        "(cn=  ada   LOVELACE )",
        "(mail=ada@acme.example)",
        "(objectClass=INETORGPERSON)",
        "(objectClass=2.16.840.1.113730.3.2.2)",
        "(telephoneNumber=+4420 7946)",
        "(memberOf=CN=admins, OU=Groups,DC=acme,dc=example)",
        "(memberOf=Admins)",
        "(host=build servers)",
        "(uidNumber=10001)",
        "(uidNumber=010001)",
        "(uidNumber>=10001)",
        "(uidNumber<=10001)",
        "(createTimestamp=20261124074912+0100)",
        "(createTimestamp>=20260101000000Z)",
        "(createTimestamp<=202701010000Z)",
        "(entryUUID=0198F3A0-0000-7000-8000-0000000000AB)",
        "(nsAccountLock=false)",
        "(cn~=ada lovelace)",
        "(entryDN=UID=ada,ou=people,dc=acme,dc=example)",
        "(cn=ada*)",
        "(cn=*LACE)",
        "(cn=a*a*l*e)",
        "(cn=Ada *)",
        "(cn=*a l*)",
        "(telephoneNumber=*79 46)",
        "(uid=*)",
        "(uid:=ada)",
        "(uid:caseIgnoreMatch:=ADA)",
        "(uid:2.5.13.2:=ada)",
        "(ou:dn:=people)",
        "(!(uid=bob))",
        "(!(title=x))",
        "(!(title=*))",
        "(!(uidNumber=0))",
        "(&)",
        "(&(uid=ada)(cn=ada*))",
        "(|(uid=bob)(uid=ada))",
        "(|(foo=bar)(uid=ada))",
    ] {
        assert_eq!(truth(text), Truth::True, "{text}");
    }
    for text in [
        "(uid=adam)",
        "(uid=ad)",
        "(cn=adalovelace)",
        "(cn=ada*ada*)",
        "(cn=lace*)",
        "(cn=a*x*e)",
        "(cn=*lovelace*lace)",
        "(homeDirectory=/SRV/ada)",
        "(uidNumber>=10002)",
        "(title=*)",
        "(title=x)",
        "(member=ada)",
        "(memberOf=cn=Admins,dc=acme,dc=example)",
        "(ou=people)",
        "(|)",
        "(&(uid=ada)(foo=bar)(uid=bob))",
        "(!(uid=ada))",
    ] {
        assert_eq!(truth(text), Truth::False, "{text}");
    }
}

#[test]
fn what_has_no_answer_finds_nothing_either_way() {
    for text in [
        "(foo=bar)",
        "(foo=*)",
        "(foo=b*)",
        "(foo>=1)",
        "(cn;lang-en=ada)",
        r"(objectGUID=\ff\00)",
        r"(uid=\ff)",
        "(uidNumber=ada)",
        "(uidNumber=1*)",
        "(cn>=a)",
        "(createTimestamp>=yesterday)",
        "(memberOf=cn=a,,b)",
        "(jpegPhoto=x)",
        "(entryUUID=1)",
        "(nsAccountLock=maybe)",
        "(homeDirectory=/srv*)",
        "(:caseIgnoreMatch:=ada)",
        "(uid:caseExactMatch:=ada)",
        "(userAccountControl:1.2.840.113556.1.4.803:=2)",
        "(&(uid=ada)(foo=bar))",
        "(|(uid=bob)(foo=bar))",
    ] {
        assert_eq!(truth(text), Truth::Undefined, "{text}");
        let negated = format!("(!{text})");
        assert_eq!(truth(&negated), Truth::Undefined, "{negated}");
        assert!(!filter(text).matches(&ada()));
    }
}

#[test]
fn groups_are_found_by_their_members() {
    for text in [
        "(member=uid=ada,ou=people,dc=acme,dc=example)",
        "(uniqueMember=uid=Ada, ou=people, dc=acme, dc=example)",
        "(uniqueMember=uid=ada,ou=people,dc=acme,dc=example#'0101'B)",
        "(member=ada)",
        "(memberUid=Ada)",
        "(&(objectClass=groupOfUniqueNames)(cn=admins))",
    ] {
        assert!(filter(text).matches(&admins()), "{text}");
        assert!(!filter(text).matches(&bob()), "{text}");
    }
    assert!(!filter("(member=bob)").matches(&admins()));
}

#[test]
fn a_filter_can_be_evaluated_term_by_term() {
    for text in [
        "(uid=ada)",
        "(foo=bar)",
        "(&)",
        "(|)",
        "(!(&))",
        "(&(uid=ada)(cn=ada*))",
        "(&(uid=ada)(foo=bar))",
        "(&(uid=ada)(foo=bar)(uid=bob))",
        "(|(uid=bob)(foo=bar))",
        "(|(foo=bar)(uid=ada))",
        "(!(|(uid=ada)(uid=bob)))",
        "(&(|(uid=ada)(uid=bob))(!(&(uid=bob)(foo=bar)))(cn=*))",
        "(|(&(uid=bob)(uid=ada))(!(|(uid=bob)(cn=bob)))(uid=bob))",
    ] {
        let filter = filter(text);
        let leaves = filter.leaves().into_iter();
        let mut truths = leaves.map(|leaf| leaf.evaluate(&ada()));
        let by_leaves = filter.decided_by(&mut truths);
        assert_eq!(by_leaves, filter.evaluate(&ada()), "{text}");
        assert_eq!(truths.next(), None, "{text}");
    }
}
