use client::{Client, Error};
use contract::change::Change;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::user_attributes::{AttributeKind, CreateAttribute};
use contract::users::{CreateUser, UpdateUser};
use contract::views::{CreateView, ViewedList};
use harness::{Backend, TestServer, on_both_databases, problem_type};
use serde_json::json;

use super::{add, attribute, choice, text};
use crate::exports::file;
use crate::{bulk_jobs, imports};

on_both_databases!(
    users_are_filtered_by_values,
    users_are_filtered_by_ranges_of_numbers_and_dates,
    a_filter_with_state_and_department_follows_every_change,
    views_and_exports_keep_ranges,
    a_filter_by_anything_else_is_refused,
);

/// The usernames of the users who match, in their order.
async fn matching(owner: &Client, filter: &str) -> Result<Vec<String>, Error> {
    let query = ListQuery {
        filter: Some(filter.to_owned()),
        ..ListQuery::default()
    };
    let page = owner.users(&query).await?;
    Ok(page.items.into_iter().map(|user| user.username).collect())
}

async fn start(backend: Backend) -> (TestServer, Client) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for new in [
        attribute("badge", AttributeKind::Number),
        attribute("remote", AttributeKind::YesNo),
        attribute("since", AttributeKind::Date),
        attribute("site", AttributeKind::Text),
        choice("size", &["S", "L"]),
    ] {
        let new = CreateAttribute {
            filterable: true,
            ..new
        };
        add(&owner, &new).await;
    }
    add(&owner, &attribute("hidden", AttributeKind::Text)).await;
    for (username, values) in [
        (
            "ada",
            json!({ "badge": 4711, "remote": true, "site": "Zürich", "size": "L" }),
        ),
        (
            "bea",
            json!({ "badge": 12, "since": "2026-11-29", "site": "Oslo" }),
        ),
        (
            "cy",
            json!({ "badge": 0.5, "remote": false, "hidden": "x" }),
        ),
    ] {
        let new = CreateUser {
            email: format!("{username}@example.com"),
            username: username.to_owned(),
            attributes: serde_json::from_value(values).unwrap(),
            ..CreateUser::default()
        };
        owner.create_user(&new, None).await.unwrap();
    }
    (server, owner)
}

async fn users_are_filtered_by_values(backend: Backend) {
    let (_server, owner) = start(backend).await;
    for (filter, expected) in [
        ("attributes.badge:4711", &["ada"][..]),
        ("attributes.badge:4711.0,0.5", &["ada", "cy"]),
        ("attributes.remote:false", &["cy"]),
        ("attributes.since:2026-11-29", &["bea"]),
        ("attributes.site:ZURICH,oslo", &["ada", "bea"]),
        ("attributes.site:Zürich;attributes.badge:12", &[]),
        (
            "attributes.size:L;attributes.remote:true;state:staged",
            &["ada"],
        ),
        ("attributes.size:XXL", &[]),
        ("attributes.site:osl", &[]),
    ] {
        assert_eq!(
            matching(&owner, filter).await.unwrap(),
            expected,
            "{filter}"
        );
    }
    let query = ListQuery {
        filter: Some("attributes.site:Oslo,Zürich".to_owned()),
        search: Some("bea".to_owned()),
        ..ListQuery::default()
    };
    assert_eq!(owner.users(&query).await.unwrap().total, 1);
}

async fn users_are_filtered_by_ranges_of_numbers_and_dates(backend: Backend) {
    let (_server, owner) = start(backend).await;
    for (username, values) in [
        ("dan", json!({ "badge": -3, "since": "2026-12-01" })),
        ("eve", json!({ "badge": 1e-7, "since": "2025-01-31" })),
    ] {
        let new = CreateUser {
            email: format!("{username}@example.com"),
            username: username.to_owned(),
            attributes: serde_json::from_value(values).unwrap(),
            ..CreateUser::default()
        };
        owner.create_user(&new, None).await.unwrap();
    }
    for (filter, expected) in [
        // As texts, 12 and 4711 would come before 5.
        ("attributes.badge.atLeast:5", &["ada", "bea"][..]),
        ("attributes.badge.atLeast:12.0", &["ada", "bea"]),
        ("attributes.badge.atLeast:12.01", &["ada"]),
        ("attributes.badge.atMost:0", &["dan"]),
        ("attributes.badge.atMost:0.5", &["cy", "dan", "eve"]),
        (
            "attributes.badge.atLeast:0;attributes.badge.atMost:12",
            &["bea", "cy", "eve"],
        ),
        ("attributes.badge.atLeast:12;attributes.badge.atMost:0", &[]),
        ("attributes.badge.atMost:12;attributes.badge:12", &["bea"]),
        ("attributes.since.since:2026-11-29", &["bea", "dan"]),
        ("attributes.since.since:2026-11-30", &["dan"]),
        ("attributes.since.before:2026-11-29", &["eve"]),
        (
            "attributes.since.since:2025-01-31;attributes.since.before:2026-12-01",
            &["bea", "eve"],
        ),
        (
            "attributes.since.since:2026-12-01;attributes.since.before:2025-01-31",
            &[],
        ),
        (
            "attributes.since.since:2026-01-01;attributes.badge.atLeast:0;state:staged",
            &["bea"],
        ),
    ] {
        assert_eq!(
            matching(&owner, filter).await.unwrap(),
            expected,
            "{filter}"
        );
    }
}

async fn a_filter_with_state_and_department_follows_every_change(backend: Backend) {
    let (_server, owner) = start(backend).await;
    let with_site = async |more: &str| -> Vec<String> {
        let filter = format!("attributes.site:Zürich,Oslo;{more}");
        let filter = filter.trim_end_matches(';');
        matching(&owner, filter).await.unwrap()
    };
    assert_eq!(with_site("").await, ["ada", "bea"]);
    assert_eq!(with_site("state:staged").await, ["ada", "bea"]);
    let ada = imports::user(&owner, "ada@example.com").await.unwrap();
    let bea = imports::user(&owner, "bea@example.com").await.unwrap();

    owner.activate_user(ada.id).await.unwrap();
    assert_eq!(with_site("state:active").await, ["ada"]);
    assert_eq!(with_site("state:staged").await, ["bea"]);
    owner.suspend_user(ada.id).await.unwrap();
    assert_eq!(with_site("state:active,staged").await, ["bea"]);
    assert_eq!(with_site("state:suspended").await, ["ada"]);

    // A value that is changed with what is copied.
    let update = UpdateUser {
        display_name: Change::Set("Aaron".to_owned()),
        department: Change::Set("Sales".to_owned()),
        attributes: [("site".to_owned(), Some(text("Zürich")))]
            .into_iter()
            .collect(),
        ..UpdateUser::default()
    };
    owner
        .update_user(bea.id, bea.version, &update)
        .await
        .unwrap();
    assert_eq!(with_site("").await, ["bea", "ada"]);
    assert_eq!(with_site("department:sales").await, ["bea"]);
    let file = "email,department\nada@example.com,Legal\n";
    let import = imports::upload(&owner, file).await;
    imports::check(&owner, import.id).await;
    imports::run(&owner, import.id).await;
    assert_eq!(with_site("department:Legal;state:suspended").await, ["ada"]);
    let update = UpdateUser {
        department: Change::Set("Sales".to_owned()),
        ..UpdateUser::default()
    };
    bulk_jobs::run(&owner, &bulk_jobs::update_all(update)).await;
    assert_eq!(with_site("department:Sales").await, ["bea", "ada"]);
    assert_eq!(with_site("department:Legal").await, [""; 0]);

    owner.delete_user(bea.id).await.unwrap();
    assert_eq!(with_site("").await, ["ada"]);
}

async fn views_and_exports_keep_ranges(backend: Backend) {
    let (server, owner) = start(backend).await;
    let filter = "attributes.badge.atLeast:1;attributes.badge.atMost:100";
    let view = CreateView {
        list: ViewedList::Users,
        name: "Badges".to_owned(),
        search: None,
        filter: Some(filter.to_owned()),
        sort: None,
        columns: Vec::new(),
        shared: false,
    };
    let view = owner.create_view(&view, None).await.unwrap();
    let kept = view.filter.unwrap();
    assert_eq!(matching(&owner, &kept).await.unwrap(), ["bea"]);
    let path = format!("users/export?columns=username,attributes.badge&filter={kept}");
    let exported = file(&server, &owner, &path).await;
    assert_eq!(
        exported.lines().collect::<Vec<_>>(),
        ["username,attributes.badge", "bea,12"]
    );
}

async fn a_filter_by_anything_else_is_refused(backend: Backend) {
    let (_server, owner) = start(backend).await;
    for filter in [
        "attributes.hidden:x",
        "attributes.unknown:x",
        "attributes.badge:x",
        "attributes.remote:perhaps",
        "attributes.since:yesterday",
        "attributes.:x",
        "attributes:x",
        "attributes.badge:1;attributes.badge:2",
        "attributes.badge.atLeast:1;attributes.badge.atLeast:2",
        "attributes.badge.atLeast:x",
        "attributes.badge.atLeast: ",
        "attributes.badge.atMost:1e16",
        "attributes.badge.since:2026-11-29",
        "attributes.badge.after:1",
        "attributes.since.since:2026-02-30",
        "attributes.since.before:29.11.2026",
        r"attributes.since.since:2026-11-29T00\:00\:00Z",
        "attributes.since.atLeast:2026",
        "attributes.site.since:Oslo",
        "attributes.site.atLeast:1",
        "attributes.size.atMost:L",
        "attributes.remote.atLeast:true",
        "attributes.hidden.since:2026-11-29",
        "attributes.unknown.atLeast:1",
    ] {
        let refused = matching(&owner, filter).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidQuery, "{filter}");
    }
    let refused = matching(&owner, "attributes.site.atLeast:1").await;
    let refused = refused.unwrap_err();
    let expected = "attributes.site.atLeast: atLeast works only with number attributes, but site is a text attribute";
    assert_eq!(refused.problem().unwrap().errors[0].message, expected);
}
