//! Wildcards and referrals: neither shows more than the caller may see.

use ldap3::controls::{MakeCritical, ManageDsaIt};
use ldap3::{Scope, SearchEntry};

use crate::for_application::ForApplication;
use crate::rust_client::{connect, found};
use crate::setting::{ADA, BASE, PASSWORD, Setting};

/// Filters that find many entries if nothing is hidden.
const WILDCARDS: [&str; 10] = [
    "(uid=*)",
    "(uid=*a*)",
    "(uid=b*)",
    "(cn=*)",
    "(mail=*@example.com)",
    "(|(uid=a*)(uid=b*)(uid=c*)(uid=d*)(uid=e*))",
    "(&(objectClass=person)(!(uid=nobody)))",
    "(!(uid=nobody))",
    "(memberOf=*)",
    "(objectClass=*)",
];

/// The names of the users among these entries.
fn people(names: Vec<String>) -> Vec<String> {
    let is_person = |name: &String| name.starts_with("uid=");
    names.into_iter().filter(is_person).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_finds_nobody_else_by_wildcards() {
    let it = Setting::new().await;
    let mut client = connect(&it, false).await;
    assert_eq!(client.simple_bind(ADA, PASSWORD).await.unwrap().rc, 0);
    for filter in WILDCARDS {
        let (names, code) = found(&mut client, filter).await;
        assert_eq!(code, 0, "{filter}");
        let people = people(names);
        assert!(
            people.iter().all(|name| name == ADA),
            "{filter}: {people:?}"
        );
    }
    // Groups have no other members, and a filter cannot guess them.
    let attributes = ["member", "uniqueMember", "memberUid"];
    let groups = "(objectClass=groupOfNames)";
    let groups = client.search(BASE, Scope::Subtree, groups, attributes);
    let (groups, _) = groups.await.unwrap().success().unwrap();
    for group in groups.into_iter().map(SearchEntry::construct) {
        for value in group.attrs.values().flatten() {
            assert!(value == ADA || value == "ada", "{}: {value}", group.dn);
        }
    }
    let of_others = format!("(member=uid=daniel.weber,ou=people,{BASE})");
    for filter in [
        of_others.as_str(),
        "(memberUid=daniel*)",
        "(member=*weber*)",
    ] {
        assert_eq!(found(&mut client, filter).await.0, [""; 0], "{filter}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bind_user_of_an_application_finds_its_users_only() {
    let it = Setting::new().await;
    let payroll = ForApplication::new(&it, "Payroll").await;
    let mut client = connect(&it, false).await;
    let bound = client.simple_bind(&payroll.searcher, &payroll.secret).await;
    assert_eq!(bound.unwrap().rc, 0);
    let (all, _) = found(&mut client, "(uid=*)").await;
    let id = payroll.application.id;
    let accountant = format!("uid=nadia.rahman,app={id},ou=people,{BASE}");
    assert!(all.contains(&accountant), "{all:?}");
    assert!(!all.contains(&ADA.to_owned()), "{all:?}");
    for filter in WILDCARDS {
        let (found, code) = found(&mut client, filter).await;
        assert_eq!(code, 0, "{filter}");
        let people = people(found);
        let is_known = people.iter().all(|name| all.contains(name));
        assert!(is_known, "{filter}: {people:?}");
    }
    // The exact name does not help.
    assert_eq!(found(&mut client, "(uid=ada)").await.0, [""; 0]);
    let base = client.search(ADA, Scope::Base, "(objectClass=*)", ["1.1"]);
    assert_eq!(base.await.unwrap().1.rc, 32);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_referred_to_another_server() {
    let it = Setting::new().await;
    let mut client = connect(&it, false).await;
    let bound = client.simple_bind(&it.searcher, &it.secret).await;
    assert_eq!(bound.unwrap().rc, 0);
    for filter in ["(objectClass=referral)", "(ref=*)"] {
        assert_eq!(
            found(&mut client, filter).await,
            (Vec::new(), 0),
            "{filter}"
        );
    }
    let unlike = "dc=elsewhere,dc=example";
    for (base, code, entries) in [(ADA, 0, 1), (unlike, 32, 0)] {
        let plain = client.search(base, Scope::Subtree, "(uid=*)", ["uid"]);
        let plain = plain.await.unwrap();
        // There are no referrals that the control could turn into entries.
        let managed = client.with_controls(ManageDsaIt.critical());
        let managed = managed.search(base, Scope::Subtree, "(uid=*)", ["uid"]);
        let managed = managed.await.unwrap();
        for result in [plain, managed] {
            assert_eq!(result.1.rc, code, "{base}");
            assert_eq!(result.1.refs, [""; 0], "{base}");
            assert_eq!(result.0.len(), entries, "{base}");
        }
    }
}
