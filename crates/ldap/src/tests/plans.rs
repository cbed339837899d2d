//! Which entries have to be read from the database.

use super::fixtures::{ADA, ADMINS, dn, filter};
use crate::filter::{Condition, Indexed, Reference, Test};

fn plan(text: &str) -> Condition {
    filter(text).plan()
}

fn equals(attribute: Indexed, text: &str) -> Condition {
    Condition::Text(attribute, Test::Equals(text.to_owned()))
}

fn uid(text: &str) -> Condition {
    equals(Indexed::Uid, text)
}

#[test]
fn common_terms_become_conditions() {
    let starts = Test::StartsWith("ada l".to_owned());
    for (text, condition) in [
        ("(uid=ADA)", uid("ada")),
        ("(userid~=ada)", uid("ada")),
        ("(uid:caseIgnoreMatch:=ada)", uid("ada")),
        (
            "(mail=Ada@Acme.example)",
            equals(Indexed::Mail, "ada@acme.example"),
        ),
        ("(cn= Ada  Lovelace )", equals(Indexed::Cn, "ada lovelace")),
        ("(cn=Ada L*ce)", Condition::Text(Indexed::Cn, starts)),
        ("(objectClass=PERSON)", Condition::Class("person")),
        ("(objectClass=sudoRole)", Condition::Class("")),
        ("(memberUid=Ada)", Condition::MemberUid("ada".to_owned())),
        ("(uidNumber=10001)", Condition::UidNumber(10001)),
        ("(gidNumber=-1)", Condition::GidNumber(-1)),
        (
            "(entryUUID=0198F3A0-0000-7000-8000-0000000000AB)",
            Condition::EntryUuid("0198f3a0-0000-7000-8000-0000000000ab".to_owned()),
        ),
        (
            "(host=Build  Servers)",
            Condition::Host("build servers".to_owned()),
        ),
        (
            "(member=Bob)",
            Condition::Member(Reference::Name("bob".to_owned())),
        ),
    ] {
        assert_eq!(plan(text), condition, "{text}");
    }
    let member = Condition::Member(Reference::Dn(dn(ADA)));
    assert_eq!(plan(&format!("(member={ADA})")), member);
    assert_eq!(plan(&format!("(uniqueMember={ADA}#'0'B)")), member);
    let group = Condition::MemberOf(Reference::Dn(dn(ADMINS)));
    assert_eq!(plan(&format!("(memberOf={ADMINS})")), group);
}

#[test]
fn what_no_index_helps_with_is_left_out() {
    for text in [
        "(uid=*)",
        "(uid=*a)",
        "(uid=*a*)",
        "(sn=Lovelace)",
        "(uidNumber>=5)",
        "(!(uid=ada))",
        "(&)",
        "(|(uid=ada)(sn=x))",
        "(uid:dn:=ada)",
        "(!(!(sn=x)))",
        "(!(&(uid=ada)(cn=x)))",
        "(!(objectClass=sudoRole))",
        "(!(|))",
    ] {
        assert_eq!(plan(text), Condition::Everything, "{text}");
    }
    for text in [
        "(foo=bar)",
        "(!(foo=bar))",
        "(foo=*)",
        "(uidNumber=x)",
        "(uidNumber=1*)",
        "(cn>=x)",
        r"(uid=\ff)",
        "(uid:caseExactMatch:=x)",
        "(:caseIgnoreMatch:=x)",
        "(|)",
        "(!(&))",
        "(&(uid=ada)(foo=bar))",
        "(!(|(uid=ada)(foo=bar)))",
        "(memberOf=a=,)",
    ] {
        assert_eq!(plan(text), Condition::Nothing, "{text}");
    }
}

#[test]
fn terms_are_joined() {
    assert_eq!(
        plan("(&(uid=ada)(objectClass=posixAccount)(&(uidNumber=*)(!(uidNumber=0))))"),
        Condition::All(vec![uid("ada"), Condition::Class("posixAccount")])
    );
    assert_eq!(
        plan("(|(sAMAccountName=ada)(uid=ada)(|(mail=ada)(userPrincipalName=ada)))"),
        Condition::Any(vec![uid("ada"), equals(Indexed::Mail, "ada")])
    );
    assert_eq!(plan("(&(sn=x)(uid=ada))"), uid("ada"));
    assert_eq!(plan("(!(!(uid=ada)))"), uid("ada"));
    assert_eq!(plan("(!(|(!(uid=ada))(!(cn=x))))"), {
        Condition::All(vec![uid("ada"), equals(Indexed::Cn, "x")])
    });
}

#[test]
fn what_is_known_about_people_is_left_out() {
    let people = |condition: &Condition| match condition {
        Condition::Class(name) => match *name {
            "top" | "person" | "inetOrgPerson" => Some(true),
            // It depends on whether the person has a Unix account.
            "posixAccount" => None,
            _ => Some(false),
        },
        Condition::Member(_) | Condition::MemberUid(_) => Some(false),
        _ => None,
    };
    let simplified = |text| plan(text).simplify(&people);
    assert_eq!(simplified("(&(objectClass=person)(uid=ada))"), uid("ada"));
    assert_eq!(
        simplified("(&(objectClass=groupOfNames)(member=ada))"),
        Condition::Nothing
    );
    assert_eq!(
        simplified("(|(objectClass=group)(&(objectClass=posixAccount)(uid=ada)))"),
        Condition::All(vec![Condition::Class("posixAccount"), uid("ada")])
    );
    assert_eq!(
        simplified("(objectClass=inetOrgPerson)"),
        Condition::Everything
    );
    assert_eq!(simplified("(|(memberUid=x)(foo=x))"), Condition::Nothing);
}
