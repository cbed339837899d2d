//! The searches that clients really send.

use super::fixtures::{ADA, ada, admins, bob, filter};
use crate::request::Selection;

/// Checks that a filter finds Ada, and not Bob or the group.
fn finds_ada(text: &str) {
    let filter = filter(text);
    assert!(filter.matches(&ada()), "{text}");
    assert!(!filter.matches(&bob()), "{text}");
    assert!(!filter.matches(&admins()), "{text}");
}

fn finds_the_group(text: &str) {
    let filter = filter(text);
    assert!(filter.matches(&admins()), "{text}");
    assert!(!filter.matches(&ada()), "{text}");
}

#[test]
fn sssd_finds_accounts_and_groups() {
    finds_ada("(&(uid=ada)(objectClass=posixAccount)(&(uidNumber=*)(!(uidNumber=0))))");
    finds_ada(
        "(&(uidNumber=10001)(objectclass=posixAccount)(uid=*)(&(uidNumber=*)(!(uidNumber=0))))",
    );
    finds_the_group(
        "(&(memberUid=ada)(objectClass=posixGroup)(cn=*)(&(gidNumber=*)(!(gidNumber=0))))",
    );
    finds_the_group(&format!(
        "(&(member={ADA})(objectClass=posixGroup)(cn=*)(&(gidNumber=*)(!(gidNumber=0))))"
    ));
    // There are no rules for sudo in the directory, and asking for them is no error.
    let sudo = filter("(objectClass=sudoRole)");
    for entry in [ada(), bob(), admins()] {
        assert!(!sudo.matches(&entry));
    }
}

#[test]
fn applications_find_people() {
    // By a name that may be one of two, in a group.
    finds_ada(
        "(&(objectClass=person)(|(uid=ada)(mail=ada@acme.example))(memberOf=cn=admins,ou=groups,dc=acme,dc=example))",
    );
    // In two groups.
    finds_ada(
        "(&(uid=ada)(memberOf=cn=admins,ou=groups,dc=acme,dc=example)(memberOf=cn=staff,ou=groups,dc=acme,dc=example))",
    );
    // In one of two groups.
    finds_ada(
        "(&(objectclass=inetOrgPerson)(|(memberof=cn=Admins,ou=groups,dc=acme,dc=example)(memberof=cn=none,ou=groups,dc=acme,dc=example)))",
    );
    // While somebody types a name, with an attribute that does not exist here.
    finds_ada("(&(objectClass=person)(|(displayName=*ada*)(cn=*ada*)(samaccountname=ada*)))");
    // With attributes of other directories.
    finds_ada("(|(sAMAccountName=ada)(uid=ada)(userPrincipalName=ada))");
    finds_ada(
        "(&(|(objectclass=inetOrgPerson)(objectclass=user))(uid=ada)(!(nsAccountLock=TRUE)))",
    );
}

#[test]
fn applications_find_groups() {
    finds_the_group(&format!("(&(objectClass=groupOfNames)(member={ADA}))"));
    finds_the_group(&format!(
        "(&(objectClass=groupOfUniqueNames)(uniqueMember={ADA}))"
    ));
    finds_the_group("(member=ada)");
    finds_the_group("(&(|(objectclass=groupOfUniqueNames)(objectclass=posixGroup))(cn=*))");
}

#[test]
fn selections_are_interpreted_as_clients_mean_them() {
    let names = |wanted: &[&str]| {
        let found = ada().select(&Selection::of(wanted.iter().copied()), false);
        let names = found.attributes.into_iter().map(|(name, _)| name);
        names.collect::<Vec<_>>()
    };
    let user = names(&[]);
    assert!(user.contains(&"uid") && user.contains(&"objectClass"));
    assert!(!user.contains(&"memberOf") && !user.contains(&"entryUUID"));
    assert_eq!(names(&["*"]), user);
    assert_eq!(names(&["*", "mail", "mail"]), user);
    assert!(names(&["+"]).contains(&"entryUUID"));
    assert!(!names(&["+"]).contains(&"uid"));
    assert_eq!(names(&["*", "+"]).len(), user.len() + names(&["+"]).len());
    assert_eq!(names(&["1.1"]), [""; 0]);
    assert_eq!(names(&["1.1", "uid"]), ["uid"]);
    assert_eq!(names(&["UID", "memberof"]), ["uid", "memberOf"]);
    // Nextcloud asks for the DN among the attributes, and some ask for what does not exist.
    assert_eq!(names(&["dn", "uid", "samaccountname"]), ["uid"]);
    assert_eq!(names(&["samaccountname"]), [""; 0]);
    assert_eq!(names(&["title"]), [""; 0]);
}
