use client::{Client, Error};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::user_attributes::{AttributeKind, CreateAttribute};
use contract::users::CreateUser;
use harness::{Backend, TestServer, on_both_databases, problem_type};
use serde_json::json;

use super::{add, attribute, choice};

on_both_databases!(
    users_are_filtered_by_values,
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
    ] {
        let refused = matching(&owner, filter).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidQuery, "{filter}");
    }
}
