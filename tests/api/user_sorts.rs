//! Sorts of the list of users: users without a value come last, equal values are in the order of creation (reversed if
//! descending), and pages neither skip nor repeat a user.

use client::{Client, Portal};
use contract::change::Change;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::user_attributes::{AttributeKind, CreateAttribute};
use contract::users::{CreateUser, UpdateUser};
use contract::views::{CreateView, ViewedList};
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, on_both_databases, problem_type};
use serde_json::{Value, json};

use crate::user_attributes::{add, attribute};

on_both_databases!(
    users_are_sorted_by_fields_of_the_profile,
    users_are_sorted_by_attributes_of_each_kind,
    a_sort_applies_to_those_who_match,
    a_sort_by_an_attribute_of_another_organization_is_refused,
    an_unknown_sort_is_refused,
    a_cursor_of_a_deleted_attribute_is_refused,
);

/// Creates a user with more members in the request.
async fn hire(owner: &Client, username: &str, more: Value) {
    let mut new = json!({ "email": format!("{username}@example.com"), "username": username });
    let members = more.as_object().unwrap().clone();
    new.as_object_mut().unwrap().extend(members);
    let new: CreateUser = serde_json::from_value(new).unwrap();
    owner.create_user(&new, None).await.unwrap();
}

fn sorted_by(sort: &str) -> ListQuery {
    ListQuery {
        sort: Some(sort.to_owned()),
        ..ListQuery::default()
    }
}

/// The usernames on all pages, which have this many users.
async fn walk(owner: &Client, query: &ListQuery, limit: u8) -> Vec<String> {
    let mut query = ListQuery {
        limit: Some(limit),
        ..query.clone()
    };
    let mut all = Vec::new();
    loop {
        let page = owner.users(&query).await.unwrap();
        assert!(page.items.len() <= usize::from(limit));
        all.extend(page.items.into_iter().map(|user| user.username));
        query.cursor = page.next_cursor;
        if query.cursor.is_none() {
            assert_eq!(page.total, all.len() as u64);
            return all;
        }
    }
}

/// Checks both orders of a query, with and without a filter that everybody passes, over pages of every size.
/// `groups` are the users with equal values in ascending order, and then those without a value.
async fn check(owner: &Client, sort: &str, groups: &[&[&str]]) {
    let up: Vec<&str> = groups.concat();
    let (none, some) = groups.split_last().unwrap();
    let mut down: Vec<&str> = some.concat();
    down.reverse();
    down.extend(none.iter().rev());
    for (sort, expected) in [(sort.to_owned(), up), (format!("-{sort}"), down)] {
        for filter in [None, Some("state:staged".to_owned())] {
            let query = ListQuery {
                filter,
                ..sorted_by(&sort)
            };
            for limit in [1, 2, 3, 100] {
                let found = walk(owner, &query, limit).await;
                assert_eq!(found, expected, "{query:?} {limit}");
            }
        }
    }
}

async fn users_are_sorted_by_fields_of_the_profile(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for (username, more) in [
        ("ada", json!({ "jobTitle": "engineer", "location": "Oslo" })),
        ("bea", json!({})),
        (
            "cy",
            json!({ "jobTitle": "Écrivain", "department": "sales" }),
        ),
        (
            "dee",
            json!({ "jobTitle": "ENGINEER", "location": "Ærø \"north\"" }),
        ),
        ("eve", json!({ "workPhone": "+47 22 00 00 00" })),
        (
            "flo",
            json!({ "jobTitle": "Designer", "department": "Legal" }),
        ),
    ] {
        hire(&owner, username, more).await;
    }
    check(
        &owner,
        "jobTitle",
        &[&["flo"], &["cy"], &["ada", "dee"], &["bea", "eve"]],
    )
    .await;
    let others = &["bea", "cy", "eve", "flo"];
    check(&owner, "location", &[&["dee"], &["ada"], others]).await;
    let others = &["ada", "bea", "cy", "dee", "flo"];
    check(&owner, "workPhone", &[&["eve"], others]).await;
    let others = &["ada", "bea", "dee", "eve"];
    check(&owner, "department", &[&["flo"], &["cy"], others]).await;
    let everybody = &["ada", "bea", "cy", "dee", "eve", "flo"];
    check(&owner, "company", &[everybody]).await;
    check(&owner, "lastSignInAt", &[everybody]).await;
    check(&owner, "password.lock.at", &[everybody]).await;
    check(&owner, "recoveryEmail.email", &[everybody]).await;
    check(&owner, "mfa.status", &[everybody, &[]]).await;

    // A changed value moves the user.
    let page = owner.users(&sorted_by("username")).await.unwrap();
    let update = UpdateUser {
        job_title: Change::Set("Zookeeper".to_owned()),
        ..UpdateUser::default()
    };
    let flo = &page.items[5];
    owner
        .update_user(flo.id, flo.version, &update)
        .await
        .unwrap();
    check(
        &owner,
        "jobTitle",
        &[&["cy"], &["ada", "dee"], &["flo"], &["bea", "eve"]],
    )
    .await;
}

async fn users_are_sorted_by_attributes_of_each_kind(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let size = CreateAttribute {
        choices: vec!["Small".to_owned(), "Large".to_owned()],
        ..attribute("size", AttributeKind::Choice)
    };
    add(&owner, &size).await;
    for (name, kind) in [
        ("badge", AttributeKind::Number),
        ("remote", AttributeKind::YesNo),
        ("since", AttributeKind::Date),
        ("site", AttributeKind::Text),
        ("unused", AttributeKind::Number),
    ] {
        add(&owner, &attribute(name, kind)).await;
    }
    for (username, values) in [
        (
            "ada",
            json!({ "badge": 10, "site": "Zürich", "remote": true }),
        ),
        (
            "bea",
            json!({ "badge": 9, "site": "oslo", "since": "2026-11-29" }),
        ),
        (
            "cy",
            json!({ "badge": -2, "site": "OSLO", "size": "Small", "remote": false }),
        ),
        ("dee", json!({ "badge": 0.000_000_1, "size": "Large" })),
        ("eve", json!({ "badge": 9, "since": "2025-01-31" })),
        ("flo", json!({})),
    ] {
        hire(&owner, username, json!({ "attributes": values })).await;
    }
    let rest = &["flo"][..];
    let badges = [&["cy"][..], &["dee"], &["bea", "eve"], &["ada"], rest];
    check(&owner, "attributes.badge", &badges).await;
    let rest = &["dee", "eve", "flo"][..];
    let sites = [&["bea", "cy"][..], &["ada"], rest];
    check(&owner, "attributes.site", &sites).await;
    let rest = &["bea", "dee", "eve", "flo"][..];
    check(&owner, "attributes.remote", &[&["cy"], &["ada"], rest]).await;
    let rest = &["ada", "cy", "dee", "flo"][..];
    check(&owner, "attributes.since", &[&["eve"], &["bea"], rest]).await;
    let rest = &["ada", "bea", "eve", "flo"][..];
    check(&owner, "attributes.size", &[&["dee"], &["cy"], rest]).await;
    let everybody = &["ada", "bea", "cy", "dee", "eve", "flo"][..];
    check(&owner, "attributes.unused", &[everybody]).await;
}

async fn a_sort_applies_to_those_who_match(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let site = CreateAttribute {
        filterable: true,
        ..attribute("site", AttributeKind::Text)
    };
    add(&owner, &site).await;
    add(&owner, &attribute("badge", AttributeKind::Number)).await;
    for (username, more) in [
        (
            "ada.sales",
            json!({ "attributes": { "site": "Oslo", "badge": 3 }, "jobTitle": "Lead" }),
        ),
        (
            "bea.sales",
            json!({ "attributes": { "site": "Oslo", "badge": 1 }, "jobTitle": "Agent" }),
        ),
        (
            "cy.legal",
            json!({ "attributes": { "site": "Bonn", "badge": 2 }, "jobTitle": "Clerk" }),
        ),
        ("dee.sales", json!({ "attributes": { "site": "Oslo" } })),
    ] {
        hire(&owner, username, more).await;
    }
    let sales = ["bea.sales", "ada.sales", "dee.sales"];
    for sort in ["jobTitle", "attributes.badge"] {
        for (filter, search) in [
            (None, Some("sales")),
            (Some("attributes.site:oslo"), None),
            (Some("attributes.site:oslo"), Some("sales")),
            (Some("state:staged"), Some("sales")),
        ] {
            let query = ListQuery {
                filter: filter.map(str::to_owned),
                search: search.map(str::to_owned),
                ..sorted_by(sort)
            };
            for limit in [1, 2, 3] {
                assert_eq!(walk(&owner, &query, limit).await, sales, "{query:?}");
            }
        }
    }
}

async fn a_sort_by_an_attribute_of_another_organization_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.organization("Other Ltd", "other@example.org").await;
    let other = server
        .sign_in(Portal::Admin, "other@example.org", ADMINISTRATOR_PASSWORD)
        .await;
    for by in [&owner, &other] {
        add(by, &attribute("badge", AttributeKind::Number)).await;
    }
    add(&other, &attribute("secret", AttributeKind::Text)).await;
    for (by, username, badge) in [
        (&owner, "ada", 2),
        (&other, "bea", 3),
        (&owner, "cy", 1),
        (&other, "dee", 4),
    ] {
        let values = json!({ "attributes": { "badge": badge } });
        hire(by, username, values).await;
    }
    for (sort, expected) in [
        ("attributes.badge", ["cy", "ada"]),
        ("-attributes.badge", ["ada", "cy"]),
        ("jobTitle", ["ada", "cy"]),
    ] {
        assert_eq!(walk(&owner, &sorted_by(sort), 1).await, expected, "{sort}");
    }
    let refused = owner.users(&sorted_by("attributes.secret")).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidQuery);
}

async fn an_unknown_sort_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let badge = add(&owner, &attribute("badge", AttributeKind::Number)).await;
    let view = |sort: &str| CreateView {
        list: ViewedList::Users,
        name: sort.to_owned(),
        shared: false,
        search: None,
        filter: None,
        sort: Some(sort.to_owned()),
        columns: Vec::new(),
    };
    for sort in [
        "homeAddress",
        "jobtitle",
        "password.hash",
        "attributes",
        "attributes.",
        "attributes.<name>",
        "attributes.bad'ge",
        "--attributes.badge",
    ] {
        let refused = owner.users(&sorted_by(sort)).await.unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::InvalidQuery, "{sort}");
        assert_eq!(problem.errors[0].field, "sort");
        assert!(
            problem.errors[0].message.contains("jobTitle"),
            "{problem:?}"
        );
        let refused = owner.create_view(&view(sort), None).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidFields, "{sort}");
    }
    let unknown = owner.users(&sorted_by("attributes.unknown")).await;
    let unknown = unknown.unwrap_err();
    let problem = unknown.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::InvalidQuery);
    let message = &problem.errors[0].message;
    let expected = "There is no attribute named unknown. Sort by an attribute of the organization";
    assert_eq!(message, expected);

    let saved = owner.create_view(&view("-attributes.badge"), None).await;
    assert_eq!(saved.unwrap().sort.as_deref(), Some("-attributes.badge"));
    let by_badge = sorted_by("-attributes.badge");
    owner.users(&by_badge).await.unwrap();
    owner
        .delete_user_attribute(badge.id, badge.version)
        .await
        .unwrap();
    let refused = owner.users(&by_badge).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidQuery);
}

async fn a_cursor_of_a_deleted_attribute_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut site = add(&owner, &attribute("site", AttributeKind::Text)).await;
    for (username, value) in [("ada", "Oslo"), ("bea", "Bonn")] {
        let values = json!({ "attributes": { "site": value } });
        hire(&owner, username, values).await;
    }
    hire(&owner, "cy", json!({})).await;
    for kind in [AttributeKind::Number, AttributeKind::Text] {
        let mut cursors = Vec::new();
        for (sort, limit) in [("attributes.site", 1), ("-attributes.site", 2)] {
            let query = ListQuery {
                limit: Some(limit),
                ..sorted_by(sort)
            };
            let page = owner.users(&query).await.unwrap();
            let next = ListQuery {
                cursor: page.next_cursor,
                ..query
            };
            assert!(next.cursor.is_some());
            owner.users(&next).await.unwrap();
            cursors.push(next);
        }
        owner
            .delete_user_attribute(site.id, site.version)
            .await
            .unwrap();
        site = add(&owner, &attribute("site", kind)).await;
        for next in cursors {
            let refused = owner.users(&next).await;
            assert_eq!(
                problem_type(refused),
                ProblemType::InvalidCursor,
                "{next:?}"
            );
            let query = ListQuery {
                cursor: None,
                ..next
            };
            assert_eq!(walk(&owner, &query, 1).await.len(), 3);
        }
    }
}
