use client::Client;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use contract::user_attributes::{
    AttributeKind, AttributeValue, AttributeValues, CreateAttribute, UpdateAttribute,
};
use contract::users::{CreateUser, UpdateUser};
use harness::{Backend, SOON, TestServer, on_both_databases, until};
use serde_json::json;

use super::{add, attribute, choice, text};
use crate::groups::events;

on_both_databases!(
    a_user_is_created_and_changed_with_values,
    a_value_must_fit_its_kind,
    a_required_attribute_has_a_value,
    an_unchanged_value_is_no_change,
    a_search_finds_values_of_searchable_attributes,
    a_long_value_does_not_hide_the_name,
    a_search_finds_no_value_of_a_deleted_attribute,
    a_repeated_create_is_answered_after_an_attribute_changed,
    a_value_is_changed_while_its_attribute_is_deleted,
);

fn values(json: serde_json::Value) -> AttributeValues {
    serde_json::from_value(json).unwrap()
}

fn new(email: &str, attributes: serde_json::Value) -> CreateUser {
    CreateUser {
        email: email.to_owned(),
        username: email.split('@').next().unwrap().to_owned(),
        attributes: values(attributes),
        ..CreateUser::default()
    }
}

fn change(json: serde_json::Value) -> UpdateUser {
    serde_json::from_value(json!({ "attributes": json })).unwrap()
}

async fn a_user_is_created_and_changed_with_values(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    add(&owner, &attribute("badge", AttributeKind::Number)).await;
    add(&owner, &attribute("remote", AttributeKind::YesNo)).await;
    add(&owner, &attribute("since", AttributeKind::Date)).await;
    add(&owner, &choice("size", &["S", "L"])).await;
    add(&owner, &attribute("site", AttributeKind::Text)).await;
    let sent = json!({
        "badge": 4711, "remote": false, "since": "2026-11-29", "size": "L", "site": "Oslo",
    });
    let ada = new("ada@example.com", sent.clone());
    let ada = owner.create_user(&ada, None).await.unwrap();
    assert_eq!(ada.attributes, values(sent));

    let changes = change(json!({ "badge": 0.5, "site": null, "since": "" }));
    let changed = owner
        .update_user(ada.id, ada.version, &changes)
        .await
        .unwrap();
    let expected = values(json!({ "badge": 0.5, "remote": false, "size": "L" }));
    assert_eq!(changed.attributes, expected);
    assert_eq!(changed.version, ada.version + 1);
    let listed = owner.users(&ListQuery::default()).await.unwrap();
    assert_eq!(listed.items[0].attributes, expected);
    let event = events(&owner, "user.updated").await.remove(0);
    let fields = "attributes.badge, attributes.since, attributes.site";
    assert_eq!(event.detail["fields"], fields);
}

async fn a_value_must_fit_its_kind(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    add(&owner, &attribute("badge", AttributeKind::Number)).await;
    add(&owner, &attribute("remote", AttributeKind::YesNo)).await;
    add(&owner, &attribute("since", AttributeKind::Date)).await;
    add(&owner, &choice("size", &["S", "L"])).await;
    add(&owner, &attribute("site", AttributeKind::Text)).await;
    let ada = server.pending_user(&owner, "ada@example.com").await;
    let wrong = json!({
        "badge": "4711", "remote": "yes", "since": "2026-02-30", "size": "XL",
        "site": "x".repeat(1001), "unknown": true,
    });
    let refused = owner
        .update_user(ada.id, ada.version, &change(wrong))
        .await
        .unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::InvalidFields);
    let errors = problem.errors.iter();
    let errors: Vec<_> = errors.map(|one| (&*one.field, &*one.code)).collect();
    let expected = [
        ("attributes.badge", "malformed"),
        ("attributes.remote", "malformed"),
        ("attributes.since", "malformed"),
        ("attributes.site", "too_long"),
        ("attributes.size", "unknown_choice"),
        ("attributes.unknown", "unknown"),
    ];
    assert_eq!(errors, expected);
    let same = owner.user(ada.id).await.unwrap();
    assert!(same.attributes.is_empty());
}

async fn a_required_attribute_has_a_value(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let before = server.pending_user(&owner, "old@example.com").await;
    let badge = CreateAttribute {
        required: true,
        ..attribute("badge", AttributeKind::Number)
    };
    add(&owner, &badge).await;
    let without = new("ada@example.com", json!({}));
    let refused = owner.create_user(&without, None).await.unwrap_err();
    let error = &refused.problem().unwrap().errors[0];
    assert_eq!(
        (&*error.field, &*error.code),
        ("attributes.badge", "required")
    );

    let ada = new("ada@example.com", json!({ "badge": 1 }));
    let ada = owner.create_user(&ada, None).await.unwrap();
    let cleared = change(json!({ "badge": null }));
    let refused = owner
        .update_user(ada.id, ada.version, &cleared)
        .await
        .unwrap_err();
    assert_eq!(refused.problem().unwrap().errors[0].code, "required");

    // Other changes of users from before do not ask for it.
    let title: UpdateUser = serde_json::from_value(json!({ "jobTitle": "Analyst" })).unwrap();
    let changed = owner.update_user(before.id, before.version, &title).await;
    assert!(changed.unwrap().attributes.is_empty());
}

async fn an_unchanged_value_is_no_change(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    add(&owner, &attribute("badge", AttributeKind::Number)).await;
    let ada = new("ada@example.com", json!({ "badge": 7 }));
    let ada = owner.create_user(&ada, None).await.unwrap();
    let same = change(json!({ "badge": 7.0 }));
    let after = owner.update_user(ada.id, ada.version, &same).await.unwrap();
    assert_eq!(after.version, ada.version);
    assert_eq!(after.attributes["badge"], AttributeValue::Number(7.into()));
}

async fn a_search_finds_values_of_searchable_attributes(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let desk = CreateAttribute {
        searchable: true,
        ..attribute("desk", AttributeKind::Text)
    };
    add(&owner, &desk).await;
    add(&owner, &attribute("site", AttributeKind::Text)).await;
    let ada = new(
        "ada@example.com",
        json!({ "desk": "Zürich 17", "site": "Oslo" }),
    );
    let ada = owner.create_user(&ada, None).await.unwrap();
    let found = async |search: &str| {
        let query = ListQuery {
            search: Some(search.to_owned()),
            ..ListQuery::default()
        };
        owner.users(&query).await.unwrap().total
    };
    assert_eq!((found("zurich").await, found("oslo").await), (1, 0));
    let changes = change(json!({ "desk": "Bergen 3" }));
    owner
        .update_user(ada.id, ada.version, &changes)
        .await
        .unwrap();
    assert_eq!((found("zurich").await, found("bergen").await), (0, 1));
    let user = owner.user(ada.id).await.unwrap();
    assert_eq!(user.attributes["desk"], text("Bergen 3"));
}

async fn a_long_value_does_not_hide_the_name(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let notes = CreateAttribute {
        searchable: true,
        ..attribute("notes", AttributeKind::Text)
    };
    add(&owner, &notes).await;
    let words: Vec<String> = (100..350).map(|number| number.to_string()).collect();
    let zoe = new("zoe@example.com", json!({ "notes": words.join(" ") }));
    owner.create_user(&zoe, None).await.unwrap();
    for (search, expected) in [("zoe", 1), ("100", 1), ("349", 0)] {
        let query = ListQuery {
            search: Some(search.to_owned()),
            ..ListQuery::default()
        };
        let found = owner.users(&query).await.unwrap().total;
        assert_eq!(found, expected, "{search}");
    }
}

/// Waits until a search finds this number of users. Search words are written in the background.
async fn finds(owner: &Client, search: &str, expected: u64) {
    let query = ListQuery {
        search: Some(search.to_owned()),
        ..ListQuery::default()
    };
    until(SOON, &format!("{search} to find {expected}"), async || {
        let found = owner.users(&query).await.unwrap().total;
        (found == expected).then_some(())
    })
    .await;
}

async fn a_search_finds_no_value_of_a_deleted_attribute(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let diagnosis = CreateAttribute {
        searchable: true,
        ..attribute("diagnosis", AttributeKind::Text)
    };
    let diagnosis = add(&owner, &diagnosis).await;
    let ada = new("ada@example.com", json!({ "diagnosis": "Diabetes" }));
    owner.create_user(&ada, None).await.unwrap();
    finds(&owner, "diabetes", 1).await;
    let mut version = diagnosis.version;
    for (searchable, found) in [(false, 0), (true, 1)] {
        let change = UpdateAttribute {
            searchable: Some(searchable),
            ..UpdateAttribute::default()
        };
        let changed = owner
            .update_user_attribute(diagnosis.id, version, &change)
            .await
            .unwrap();
        version = changed.version;
        finds(&owner, "diabetes", found).await;
    }
    owner
        .delete_user_attribute(diagnosis.id, version)
        .await
        .unwrap();
    finds(&owner, "diabetes", 0).await;
    finds(&owner, "ada", 1).await;
}

async fn a_repeated_create_is_answered_after_an_attribute_changed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let site = add(&owner, &attribute("site", AttributeKind::Text)).await;
    let ada = new("ada@example.com", json!({ "site": "Oslo" }));
    let first = owner.create_user(&ada, Some("once")).await.unwrap();
    owner
        .delete_user_attribute(site.id, site.version)
        .await
        .unwrap();
    let required = CreateAttribute {
        required: true,
        ..attribute("badge", AttributeKind::Number)
    };
    add(&owner, &required).await;
    let again = owner.create_user(&ada, Some("once")).await.unwrap();
    assert_eq!(again.id, first.id);
}

async fn a_value_is_changed_while_its_attribute_is_deleted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for round in 0..5 {
        let name = format!("site{round}");
        let site = add(&owner, &attribute(&name, AttributeKind::Text)).await;
        let mut users = Vec::new();
        for number in 0..8 {
            let email = format!("user{number}.{round}@example.com");
            let user = new(&email, json!({ &name: "Oslo" }));
            users.push(owner.create_user(&user, None).await.unwrap());
        }
        let changes = users.iter().map(|user| {
            let (owner, id, version) = (owner.clone(), user.id, user.version);
            let change = change(json!({ &name: "Bergen" }));
            tokio::spawn(async move { owner.update_user(id, version, &change).await })
        });
        let changes: Vec<_> = changes.collect();
        owner
            .delete_user_attribute(site.id, site.version)
            .await
            .unwrap();
        // Each change was before the deletion, or the attribute was unknown to it.
        for change in changes {
            if let Err(refused) = change.await.unwrap() {
                let problem = refused.problem().unwrap();
                assert_eq!(problem.kind, ProblemType::InvalidFields, "{problem:?}");
                assert_eq!(problem.errors[0].code, "unknown");
            }
        }
        for user in users {
            let user = owner.user(user.id).await.unwrap();
            assert!(user.attributes.is_empty());
        }
    }
}
