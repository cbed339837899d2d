//! Any bad input is answered with a problem document, and nothing is written in part.

use client::Portal;
use contract::events::EventAction;
use contract::page::ListQuery;
use harness::{Backend, TestServer, USER_PASSWORD, on_both_databases};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::authorization::{NOBODY, routes};

on_both_databases!(
    unreadable_bodies_are_explained,
    all_invalid_fields_are_named_at_once,
    unknown_queries_are_refused,
    endpoints_without_a_query_refuse_any,
    what_would_be_ignored_is_refused,
    several_faults_are_named_at_once,
    an_unknown_action_is_refused_with_the_list_of_actions,
    unknown_paths_and_methods_get_problems,
    taken_names_are_named,
    stale_and_missing_versions_are_refused,
    an_idempotency_key_creates_once,
);

async fn create(server: &TestServer, token: &str, body: &Value) -> reqwest::Response {
    harness::plain_http()
        .post(format!("{}/api/v1/users", server.origin))
        .bearer_auth(token)
        .json(body)
        .send()
        .await
        .unwrap()
}

async fn problem(answer: reqwest::Response) -> (StatusCode, Value) {
    let status = answer.status();
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    assert!(answer.headers().contains_key("x-request-id"));
    (status, answer.json().await.unwrap())
}

async fn unreadable_bodies_are_explained(backend: Backend) {
    let server = TestServer::start(backend).await;
    let token = server.owner().await.token().unwrap();
    let url = format!("{}/api/v1/users", server.origin);
    let send = |kind: &'static str, body: Vec<u8>| {
        harness::plain_http()
            .post(&url)
            .bearer_auth(&token)
            .header("Content-Type", kind)
            .body(body)
            .send()
    };
    let deep = format!("{{\"email\":{}{}}}", "[".repeat(5000), "]".repeat(5000));
    for (kind, body, status, code) in [
        ("application/json", b"{".to_vec(), 400, "malformed-request"),
        ("application/json", b"[]".to_vec(), 400, "malformed-request"),
        (
            "application/json",
            b"{\"email\":\"\xff\"}".to_vec(),
            400,
            "malformed-request",
        ),
        (
            "application/json",
            deep.into_bytes(),
            400,
            "malformed-request",
        ),
        (
            "application/json",
            br#"{"email":"a@b.co","username":"a","isOwner":true}"#.to_vec(),
            400,
            "malformed-request",
        ),
        (
            "application/json",
            br#"{"email":1,"username":"a"}"#.to_vec(),
            400,
            "malformed-request",
        ),
        (
            "application/json",
            vec![b' '; 1024 * 1024],
            413,
            "too-large",
        ),
        ("text/plain", b"{}".to_vec(), 415, "unsupported-media-type"),
        (
            "application/x-www-form-urlencoded",
            b"email=a".to_vec(),
            415,
            "unsupported-media-type",
        ),
    ] {
        let (got, document) = problem(send(kind, body).await.unwrap()).await;
        assert_eq!(got.as_u16(), status, "{document}");
        assert_eq!(document["type"], format!("urn:latchkey:problem:{code}"));
    }
    let owner = server.owner().await;
    assert_eq!(owner.users(&ListQuery::default()).await.unwrap().total, 0);
}

async fn all_invalid_fields_are_named_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let token = server.owner().await.token().unwrap();
    let long = "x".repeat(300);
    let body = json!({
        "email": "not an address", "username": "аdа", "firstName": "a\u{202e}b", "jobTitle": long,
        "state": "suspended",
    });
    let (status, document) = problem(create(&server, &token, &body).await).await;
    assert_eq!(status, 422, "{document}");
    let fields: Vec<&str> = document["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap())
        .collect();
    for field in ["email", "username", "firstName", "jobTitle", "state"] {
        assert!(fields.contains(&field), "{field} is missing in {fields:?}");
    }
}

async fn unknown_queries_are_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let token = server.owner().await.token().unwrap();
    for query in [
        "limit=0",
        "limit=101",
        "limit=x",
        "sort=password",
        "filter=state:nobody",
        "filter=passwordHash:x",
        "filter=state",
        "filter=state:active;state:staged",
        "unknown=1",
        "cursor=abc",
        "search=%FF",
        "limit=1&limit=2",
    ] {
        let answer = harness::plain_http()
            .get(format!("{}/api/v1/users?{query}", server.origin))
            .bearer_auth(&token)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 400, "{query}");
        problem(answer).await;
    }
    // An empty cursor is the first page.
    let first = harness::plain_http().get(format!("{}/api/v1/users?cursor=", server.origin));
    let first = first.bearer_auth(&token).send().await.unwrap();
    assert_eq!(first.status(), 200);
}

async fn endpoints_without_a_query_refuse_any(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    for route in routes(&server).await {
        let Some(path) = route.path.strip_prefix("/api/v1") else {
            continue;
        };
        let by = if path.starts_with("/me") {
            &ada
        } else {
            &owner
        };
        let answer = harness::plain_http()
            .request(
                route.method,
                format!("{}/api/v1{path}?dryRun=true", server.origin),
            )
            .bearer_auth(by.token().unwrap())
            .send()
            .await
            .unwrap();
        let (status, document) = problem(answer).await;
        assert_eq!(status, 400, "{}: {document}", route.name);
        assert_eq!(document["errors"][0]["field"], "dryRun", "{}", route.name);
    }
    // A path that does not exist still answers 404.
    let answer = harness::plain_http()
        .get(format!("{}/api/v1/nothing?dryRun=true", server.origin))
        .send()
        .await
        .unwrap();
    assert_eq!(problem(answer).await.0, 404);
    ada.me().await.unwrap();
}

/// A body or an `Idempotency-Key` where there is no use for it.
async fn what_would_be_ignored_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let mut refused = 0;
    for route in routes(&server).await {
        if !route.path.starts_with("/api/v1/") {
            continue;
        }
        let path = route.path.replacen(NOBODY, &user.id.to_string(), 1);
        let request = || {
            harness::plain_http()
                .request(route.method.clone(), format!("{}{path}", server.origin))
                .bearer_auth(owner.token().unwrap())
        };
        let mut bad = Vec::new();
        if route.body.is_none() && !route.takes_file {
            bad.push(request().json(&json!({"sendMail": false})));
            bad.push(request().body("not json"));
        }
        if !route.takes_key && route.method != Method::GET {
            bad.push(request().header("Idempotency-Key", "one"));
        }
        for request in bad {
            let (status, document) = problem(request.send().await.unwrap()).await;
            assert_eq!(status, 400, "{}: {document}", route.name);
            refused += 1;
        }
    }
    assert!(refused > 100, "{refused}");
    assert_eq!(owner.user(user.id).await.unwrap(), user);
}

async fn several_faults_are_named_at_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let token = server.owner().await.token().unwrap();
    let fields = |document: &Value| -> Vec<String> {
        let errors = document["errors"].as_array().unwrap().iter();
        let mut fields: Vec<_> = errors.map(|error| error["field"].to_string()).collect();
        fields.sort();
        fields
    };
    let answer = harness::plain_http()
        .get(format!(
            "{}/api/v1/users?limit=500&page=2&sort=name",
            server.origin
        ))
        .bearer_auth(&token)
        .send();
    let (status, document) = problem(answer.await.unwrap()).await;
    assert_eq!(
        (status.as_u16(), fields(&document)),
        (400, vec!["\"limit\"".to_owned(), "\"page\"".to_owned()])
    );
    assert!(document["detail"].as_str().unwrap().contains("limit, page"));

    let answer = harness::plain_http()
        .get(format!(
            "{}/api/v1/users?sort=password&filter=state:nobody",
            server.origin
        ))
        .bearer_auth(&token)
        .send();
    let (_, document) = problem(answer.await.unwrap()).await;
    assert_eq!(fields(&document), [r#""filter""#, r#""sort""#]);

    let body = json!({
        "email": 1, "username": "ada", "firstName": false, "homeAddress": {"street": 2}, "page": 3,
    });
    let (status, document) = problem(create(&server, &token, &body).await).await;
    assert_eq!(status, 400);
    let named = fields(&document).join(",");
    assert_eq!(named, r#""email","firstName","homeAddress.street","page""#);
    assert!(!document.to_string().contains("u8"), "{document}");
}

async fn an_unknown_action_is_refused_with_the_list_of_actions(backend: Backend) {
    let server = TestServer::start(backend).await;
    let token = server.owner().await.token().unwrap();
    let list = |action: &'static str| {
        harness::plain_http()
            .get(format!(
                "{}/api/v1/events?filter=action:{action}",
                server.origin
            ))
            .bearer_auth(&token)
            .send()
    };
    let (status, document) = problem(list("user.promoted").await.unwrap()).await;
    assert_eq!(status, 400);
    assert_eq!(document["type"], "urn:latchkey:problem:invalid-query");
    let detail = document["detail"].as_str().unwrap();
    for action in EventAction::NAMES {
        assert!(detail.contains(action), "{action} is missing in {detail}");
    }
    let found = list("sign_in.succeeded").await.unwrap();
    assert_eq!(found.json::<Value>().await.unwrap()["total"], 1);
}

async fn unknown_paths_and_methods_get_problems(backend: Backend) {
    let server = TestServer::start(backend).await;
    let token = server.owner().await.token().unwrap();
    for (method, path, status) in [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/users/not-an-id", 400),
        ("PUT", "/api/v1/users", 405),
        ("PATCH", "/api/v1/users/bulk", 405),
        ("DELETE", "/api/v1/users/counts", 405),
        ("GET", "/api/v2/users", 404),
        ("POST", "/api/v1/users/%00/activate", 400),
    ] {
        let answer = harness::plain_http()
            .request(method.parse().unwrap(), format!("{}{path}", server.origin))
            .bearer_auth(&token)
            .send()
            .await
            .unwrap();
        let (got, document) = problem(answer).await;
        assert_eq!(got.as_u16(), status, "{method} {path}: {document}");
    }
}

async fn taken_names_are_named(backend: Backend) {
    let server = TestServer::start(backend).await;
    let token = server.owner().await.token().unwrap();
    let ada = json!({"email": "ada@example.com", "username": "ada"});
    assert_eq!(create(&server, &token, &ada).await.status(), 201);
    for (body, field) in [
        (
            json!({"email": "ADA@EXAMPLE.COM", "username": "other"}),
            "email",
        ),
        (
            json!({"email": "other@example.com", "username": "Ada"}),
            "username",
        ),
    ] {
        let (status, document) = problem(create(&server, &token, &body).await).await;
        assert_eq!(status, 409);
        assert_eq!(document["errors"][0]["field"], field);
        assert_eq!(document["errors"][0]["code"], "taken");
    }
}

async fn stale_and_missing_versions_are_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.pending_user(&owner, "ada@example.com").await;
    let patch = |version: Option<&'static str>| {
        let mut request = harness::plain_http()
            .patch(format!("{}/api/v1/users/{}", server.origin, user.id))
            .bearer_auth(owner.token().unwrap())
            .json(&json!({"firstName": "Ada"}));
        if let Some(version) = version {
            request = request.header("If-Match", version);
        }
        request.send()
    };
    assert_eq!(problem(patch(None).await.unwrap()).await.0, 428);
    assert_eq!(problem(patch(Some("1")).await.unwrap()).await.0, 400);
    assert_eq!(problem(patch(Some("\"999\"")).await.unwrap()).await.0, 412);
    let first = patch(Some("\"1\"")).await.unwrap();
    assert_eq!(first.status(), 200);
    let tag = first.headers()["etag"].to_str().unwrap();
    assert!(tag.starts_with("\"2."), "{tag}");
    assert_eq!(problem(patch(Some("\"1\"")).await.unwrap()).await.0, 412);
}

async fn an_idempotency_key_creates_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let token = server.owner().await.token().unwrap();
    let create = |email: &'static str| {
        harness::plain_http()
            .post(format!("{}/api/v1/users", server.origin))
            .bearer_auth(&token)
            .header("Idempotency-Key", "one-and-the-same")
            .json(&json!({"email": email, "username": "ada"}))
            .send()
    };
    let mut ids = std::collections::HashSet::new();
    let answers = tokio::join!(
        create("ada@example.com"),
        create("ada@example.com"),
        create("ada@example.com")
    );
    for answer in [answers.0, answers.1, answers.2] {
        let answer = answer.unwrap();
        assert_eq!(answer.status(), 201);
        ids.insert(answer.json::<Value>().await.unwrap()["id"].to_string());
    }
    assert_eq!(ids.len(), 1);
    let (status, document) = problem(create("other@example.com").await.unwrap()).await;
    assert_eq!(status, 409);
    assert_eq!(
        document["type"],
        "urn:latchkey:problem:idempotency-conflict"
    );
}
