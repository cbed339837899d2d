//! Groups: creating, changing and deleting them.

use client::Client;
use contract::change::Change;
use contract::events::Event;
use contract::groups::{CreateGroup, Group, UpdateGroup};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestServer, on_both_databases, problem_type};
use reqwest::Method;
use reqwest::header::HeaderMap;

on_both_databases!(
    a_group_is_created_changed_and_deleted,
    names_are_unique_without_regard_to_case_and_spacing,
    invalid_names_and_descriptions_are_named_at_once,
    a_repeated_create_makes_one_group,
    a_change_is_based_on_the_current_version,
);

fn named(name: &str) -> CreateGroup {
    CreateGroup {
        name: name.to_owned(),
        description: None,
    }
}

/// Creates a group without a description.
pub async fn group(by: &Client, name: &str) -> Group {
    by.create_group(&named(name), None).await.unwrap()
}

/// The events of this action, newest first.
pub async fn events(owner: &Client, action: &str) -> Vec<Event> {
    let query = ListQuery {
        filter: Some(format!("action:{action}")),
        ..ListQuery::default()
    };
    owner.events(&query).await.unwrap().items
}

async fn a_group_is_created_changed_and_deleted(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateGroup {
        name: "  Engineering ".to_owned(),
        description: Some("Builds the product".to_owned()),
    };
    let made = owner.create_group(&new, None).await.unwrap();
    assert_eq!(made.name, "Engineering");
    assert_eq!(made.description.as_deref(), Some("Builds the product"));
    assert_eq!((made.members, made.version), (0, 1));
    assert_eq!(owner.group(made.id).await.unwrap(), made);
    let all = owner.groups(&ListQuery::default()).await.unwrap();
    assert_eq!((all.items, all.total), (vec![made.clone()], 1));

    let nothing = owner
        .update_group(made.id, made.version, &UpdateGroup::default())
        .await;
    assert_eq!(nothing.unwrap(), made);
    let update = UpdateGroup {
        name: Some("R&D".to_owned()),
        description: Change::Clear,
    };
    let changed = owner
        .update_group(made.id, made.version, &update)
        .await
        .unwrap();
    let expected = Group {
        name: "R&D".to_owned(),
        description: None,
        version: 2,
        ..made.clone()
    };
    assert_eq!(changed, expected);
    assert_eq!(owner.group(made.id).await.unwrap(), expected);

    owner.delete_group(made.id, changed.version).await.unwrap();
    assert_eq!(
        problem_type(owner.group(made.id).await),
        ProblemType::NotFound
    );
    assert_eq!(
        problem_type(owner.delete_group(made.id, 2).await),
        ProblemType::NotFound
    );
    let all = owner.groups(&ListQuery::default()).await.unwrap();
    assert_eq!(all.total, 0);

    let updates = events(&owner, "group.updated").await;
    let [update] = &updates[..] else {
        panic!("{updates:?}");
    };
    assert_eq!(update.detail["fields"], "name, description");
    assert_eq!(update.detail["name"], "R&D");
    for (action, name) in [
        ("group.created", "Engineering"),
        ("group.updated", "Engineering"),
        ("group.deleted", "R&D"),
    ] {
        let event = events(&owner, action).await.remove(0);
        let target = event.target.unwrap();
        assert_eq!((&*target.kind, &*target.name), ("group", name));
        assert_eq!(target.id, Some(made.id.0));
    }
}

async fn names_are_unique_without_regard_to_case_and_spacing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let sales = group(&owner, "Sales Team").await;
    let other = group(&owner, "SalesTeam").await;
    for name in ["Sales Team", "SALES TEAM", " sales   team ", "Sáles Team"] {
        let refused = owner.create_group(&named(name), None).await.unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::Taken, "{name}");
        assert_eq!(problem.errors[0].field, "name");
        let update = UpdateGroup {
            name: Some(name.to_owned()),
            ..UpdateGroup::default()
        };
        let refused = owner.update_group(other.id, other.version, &update).await;
        assert_eq!(problem_type(refused), ProblemType::Taken, "{name}");
        // Its own name is not taken.
        let own = owner.group(sales.id).await.unwrap();
        owner
            .update_group(sales.id, own.version, &update)
            .await
            .unwrap();
    }
    assert_eq!(owner.group(other.id).await.unwrap(), other);
    // A deleted group does not keep its name.
    let own = owner.group(sales.id).await.unwrap();
    owner.delete_group(sales.id, own.version).await.unwrap();
    group(&owner, "sales team").await;
}

async fn invalid_names_and_descriptions_are_named_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let made = group(&owner, "Sales").await;
    let long = "a".repeat(101);
    for (name, name_code, description, description_code) in [
        ("", "required", "a".repeat(501), "too_long"),
        (
            "a\u{202e}b",
            "unprintable",
            "a\nb".to_owned(),
            "unprintable",
        ),
        (
            long.as_str(),
            "too_long",
            "\u{200d}".to_owned(),
            "invisible",
        ),
    ] {
        let new = CreateGroup {
            name: name.to_owned(),
            description: Some(description.clone()),
        };
        let update = UpdateGroup {
            name: Some(name.to_owned()),
            description: Change::Set(description),
        };
        for refused in [
            owner.create_group(&new, None).await,
            owner.update_group(made.id, made.version, &update).await,
        ] {
            let error = refused.unwrap_err();
            let problem = error.problem().unwrap();
            assert_eq!(problem.kind, ProblemType::InvalidFields);
            let errors: Vec<_> = problem
                .errors
                .iter()
                .map(|error| (&*error.field, &*error.code))
                .collect();
            let expected = [("name", name_code), ("description", description_code)];
            assert_eq!(errors, expected);
        }
    }
    let longest = CreateGroup {
        name: "é".repeat(100),
        description: Some("é".repeat(500)),
    };
    let made = owner.create_group(&longest, None).await.unwrap();
    assert_eq!(
        (made.name, made.description),
        (longest.name, longest.description)
    );
    let blank = CreateGroup {
        name: "Blank".to_owned(),
        description: Some("  ".to_owned()),
    };
    let made = owner.create_group(&blank, None).await.unwrap();
    assert_eq!(made.description, None);
}

async fn a_repeated_create_makes_one_group(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = named("Sales");
    let (first, second) = tokio::join!(
        owner.create_group(&new, Some("one")),
        owner.create_group(&new, Some("one")),
    );
    let made = first.unwrap();
    assert_eq!(second.unwrap(), made);
    assert_eq!(events(&owner, "group.created").await.len(), 1);
    let other = owner.create_group(&named("Support"), Some("one")).await;
    assert_eq!(problem_type(other), ProblemType::IdempotencyConflict);
    owner.delete_group(made.id, made.version).await.unwrap();
    let gone = owner.create_group(&new, Some("one")).await;
    assert_eq!(problem_type(gone), ProblemType::NotFound);
}

async fn send(
    (server, by): (&TestServer, &Client),
    method: Method,
    path: &str,
    (name, value): (&str, &str),
) -> (u16, HeaderMap) {
    let mut request = harness::plain_http()
        .request(method.clone(), format!("{}/api/v1{path}", server.origin))
        .bearer_auth(by.token().unwrap())
        .header(name, value);
    if method == Method::PATCH {
        request = request.json(&serde_json::json!({ "name": "Changed" }));
    }
    if method == Method::POST {
        let nobody = uuid::Uuid::from_u128(7);
        request = request.json(&serde_json::json!({ "add": [nobody] }));
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.headers().clone())
}

async fn a_change_is_based_on_the_current_version(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let by = (&server, &owner);
    let made = group(&owner, "Sales").await;
    let ada = server.pending_user(&owner, "ada@example.com").await;
    let path = format!("/groups/{}", made.id);
    let members = format!("{path}/members");
    let one = format!("{members}/{}", ada.id);
    for method in [Method::PATCH, Method::DELETE] {
        let (status, _) = send(by, method, &path, ("Accept", "*/*")).await;
        assert_eq!(status, 428);
    }
    for (method, path) in [
        (Method::PATCH, &path),
        (Method::DELETE, &path),
        (Method::POST, &members),
        (Method::PUT, &one),
        (Method::DELETE, &one),
    ] {
        let (status, _) = send(by, method.clone(), path, ("If-Match", "\"2\"")).await;
        assert_eq!(status, 412, "{method} {path}");
    }
    assert_eq!(owner.group(made.id).await.unwrap(), made);

    let (_, headers) = send(by, Method::GET, &path, ("Accept", "*/*")).await;
    let before = headers["etag"].to_str().unwrap();
    let (status, _) = send(by, Method::GET, &path, ("If-None-Match", before)).await;
    assert_eq!(status, 304);
    // A new member changes what is shown, but does not stop a change of the name.
    let (status, _) = send(by, Method::PUT, &one, ("If-Match", before)).await;
    assert_eq!(status, 204);
    let (status, _) = send(by, Method::GET, &path, ("If-None-Match", before)).await;
    assert_eq!(status, 200);
    let (status, _) = send(by, Method::PATCH, &path, ("If-Match", before)).await;
    assert_eq!(status, 200);
    let (status, _) = send(by, Method::DELETE, &path, ("If-Match", before)).await;
    assert_eq!(status, 412);
    let (status, _) = send(by, Method::DELETE, &path, ("If-Match", "*")).await;
    assert_eq!(status, 204);
}
