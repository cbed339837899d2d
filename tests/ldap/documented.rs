//! The filters that docs/ldap-server.md recommends, and what each of them finds. The libraries run them, too.

use std::collections::BTreeSet;

use contract::groups::CreateGroup;
use contract::page::ListQuery;
use rules::state::UserState;

use crate::rust_client::{connect, found};
use crate::setting::{ADA, BASE, Setting, user};

const PAGE: &str = include_str!("../../docs/ldap-server.md");
/// The suffix on the page.
const EXAMPLE: &str = "dc=example,dc=com";
/// The placeholders on the page where an application inserts what a user enters.
const ENTERED: [&str; 4] = ["%uid", "%[1]s", "%s", "%u"];
/// Who is in the groups on the page.
const WIKI: [&str; 2] = ["ada", "amara.okafor"];
const ADMINS: [&str; 1] = ["daniel.weber"];

/// What a filter finds.
#[derive(Clone, Copy)]
enum Finds {
    /// Ada, who enters her username or her email.
    Ada,
    /// The members of the group `Wiki`.
    Wiki,
    /// The members of the group `Admins`.
    Admins,
    /// Every user that is not staged.
    Everybody,
    /// Every group.
    Groups,
}

/// The filters on the page.
const FILTERS: [(&str, Finds); 9] = [
    (
        "(&(objectClass=inetOrgPerson)(memberOf=cn=Wiki,ou=groups,dc=example,dc=com))",
        Finds::Wiki,
    ),
    (
        "(&(objectClass=inetOrgPerson)(|(uid=%uid)(mail=%uid)))",
        Finds::Ada,
    ),
    ("(objectClass=groupOfNames)", Finds::Groups),
    (
        "(&(objectClass=person)(memberOf=cn=Wiki,ou=groups,dc=example,dc=com)(|(uid=%[1]s)(mail=%[1]s)))",
        Finds::Ada,
    ),
    (
        "(memberOf=cn=Admins,ou=groups,dc=example,dc=com)",
        Finds::Admins,
    ),
    (
        "(memberOf=cn=Wiki,ou=groups,dc=example,dc=com)",
        Finds::Wiki,
    ),
    ("(uid=%s)", Finds::Ada),
    ("(objectClass=person)", Finds::Everybody),
    ("(&(objectClass=person)(|(uid=%u)(mail=%u)))", Finds::Ada),
];

/// A filter as an application sends it, and the names that it finds, sorted.
pub type Documented = (String, Vec<String>);

/// Creates the groups on the page. Returns its filters for the demo organization.
pub async fn filters(it: &Setting) -> Vec<Documented> {
    for (name, members) in [("Wiki", &WIKI[..]), ("Admins", &ADMINS)] {
        let group = CreateGroup {
            name: name.to_owned(),
            description: None,
        };
        let group = it.owner.create_group(&group, None).await.unwrap();
        for username in members {
            let member = user(it, username).await;
            it.owner.add_group_member(group.id, member).await.unwrap();
        }
    }
    let query = ListQuery {
        limit: Some(100),
        ..ListQuery::default()
    };
    let users = it.owner.users(&query).await.unwrap().items;
    let everybody = users.iter().filter(|one| one.state != UserState::Staged);
    let everybody: Vec<_> = everybody.map(|one| one.username.as_str()).collect();
    let groups = it.owner.groups(&query).await.unwrap().items;
    let groups = groups
        .iter()
        .map(|one| format!("cn={},ou=groups,{BASE}", one.name));
    let mut groups: Vec<_> = groups.collect();
    groups.sort_unstable();
    let mut filters = Vec::new();
    for (written, finds) in FILTERS {
        let found = match finds {
            Finds::Ada => vec![ADA.to_owned()],
            Finds::Wiki => people(&WIKI),
            Finds::Admins => people(&ADMINS),
            Finds::Everybody => people(&everybody),
            Finds::Groups => groups.clone(),
        };
        let filter = written.replace(EXAMPLE, BASE);
        let entered: &[&str] = if written.contains("mail=") {
            &["ada", "ada@example.com"]
        } else {
            &["ada"]
        };
        for entered in entered {
            let places = ENTERED.iter();
            let sent = places.fold(filter.clone(), |sent, place| sent.replace(place, entered));
            filters.push((sent, found.clone()));
        }
    }
    filters
}

/// The names of these users, sorted.
fn people(usernames: &[&str]) -> Vec<String> {
    let names = usernames.iter();
    let mut names: Vec<_> = names
        .map(|username| format!("uid={username},ou=people,{BASE}"))
        .collect();
    names.sort_unstable();
    names
}

/// The filters in the section of the page about applications, as they are written.
fn written() -> BTreeSet<String> {
    let (_, section) = PAGE.split_once("\n## Settings for applications\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    // A table needs the backslash.
    let section = section.replace("\\|", "|");
    let mut filters = BTreeSet::new();
    let mut rest = section.as_str();
    while let Some(at) = rest.find('(') {
        let (_, begun) = rest.split_at(at);
        if let Some(filter) = filter_at(begun) {
            filters.insert(filter.to_owned());
            (_, rest) = begun.split_at(filter.len());
        } else {
            (_, rest) = begun.split_at(1);
        }
    }
    filters
}

/// The filter at the beginning of a text, if there is one.
fn filter_at(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let (filter, _) = text.split_at(at + 1);
            return ldap::filter::Filter::parse(filter)
                .is_ok()
                .then_some(filter);
        }
    }
    None
}

#[test]
fn each_filter_of_the_page_has_an_expectation() {
    let expected: BTreeSet<_> = FILTERS.iter().map(|(it, _)| (*it).to_owned()).collect();
    assert_eq!(written(), expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_openldap_tools_and_the_rust_library_find_what_the_page_says() {
    let it = Setting::new().await;
    let mut client = connect(&it, false).await;
    let bound = client.simple_bind(&it.searcher, &it.secret).await;
    assert_eq!(bound.unwrap().rc, 0);
    for (filter, expected) in filters(&it).await {
        assert_eq!(it.found(&filter, "dn").await, expected, "{filter}");
        let (mut names, code) = found(&mut client, &filter).await;
        names.sort_unstable();
        assert_eq!((names, code), (expected, 0), "{filter}");
    }
}
