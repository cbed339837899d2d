//! Creates that are repeated with the same `Idempotency-Key`, if the first one had an additional
//! result: a secret or an email.

use client::Client;
use contract::page::ListQuery;
use harness::{Backend, TestServer, on_both_databases};
use reqwest::Method;
use rules::role::Role;
use sea_orm::{ActiveModelTrait, EntityTrait};
use serde_json::{Value, json};

use crate::authorization::routes;
use crate::examples::{Things, id};

on_both_databases!(
    an_api_key_is_created_once_and_shown_once,
    a_test_email_is_sent_once,
    a_bulk_action_is_performed_once,
    a_repeated_response_says_so,
    every_route_that_takes_a_key_does_it_once,
);

const KEYS: &str = "/api/v1/api-keys";
const TEST_MAIL: &str = "/api/v1/mail-deliveries/test";

async fn create(
    (server, by): (&TestServer, &Client),
    path: &str,
    key: &str,
    body: Option<&Value>,
) -> (u16, Value) {
    let mut request = harness::plain_http()
        .request(Method::POST, format!("{}{path}", server.origin))
        .bearer_auth(by.token().unwrap())
        .header("Idempotency-Key", key);
    if let Some(body) = body {
        request = request.json(body);
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn code(body: &Value) -> &str {
    let kind = body["type"].as_str().unwrap();
    kind.strip_prefix("urn:latchkey:problem:").unwrap()
}

async fn an_api_key_is_created_once_and_shown_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let by = (&server, &owner);
    let wanted = json!({ "name": "HR import", "scopes": ["users:read"], "expiresInDays": 30 });
    let both = tokio::join!(
        create(by, KEYS, "one", Some(&wanted)),
        create(by, KEYS, "one", Some(&wanted)),
    );
    let ((201, made), (409, told)) = (match both {
        (first, second) if first.0 == 201 => (first, second),
        (first, second) => (second, first),
    }) else {
        panic!("one of two is made, and the other told so");
    };
    assert_eq!(code(&told), "already-created");
    let (id, secret) = (&made["apiKey"]["id"], made["key"].as_str().unwrap());
    let detail = told["detail"].as_str().unwrap();
    assert!(detail.contains("\"HR import\"") && detail.contains(id.as_str().unwrap()));
    assert!(!told.to_string().contains(secret));
    let keys = owner.api_keys(&ListQuery::default()).await.unwrap();
    assert_eq!(keys.total, 1);

    let other = json!({ "name": "Payroll", "scopes": ["users:read"], "expiresInDays": 30 });
    let (status, problem) = create(by, KEYS, "one", Some(&other)).await;
    assert_eq!((status, code(&problem)), (409, "idempotency-conflict"));
    let (status, _) = create(by, KEYS, "two", Some(&wanted)).await;
    assert_eq!(status, 201);

    let kept = entity::idempotent_answer::Entity::find()
        .all(server.running.context.database().read())
        .await
        .unwrap();
    assert_eq!(kept.len(), 2);
    let first = kept.iter().find(|kept| kept.key == "one").unwrap();
    assert_eq!(first.answer, id.as_str().unwrap());
    assert!(!format!("{kept:?}").contains(&secret[3..]));
}

async fn a_test_email_is_sent_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let by = (&server, &owner);
    let (status, sent) = create(by, TEST_MAIL, "one", None).await;
    assert_eq!(status, 202);
    let (status, again) = create(by, TEST_MAIL, "one", None).await;
    assert_eq!((status, &again["id"]), (202, &sent["id"]));
    server.mail_settled().await;
    assert_eq!(server.mails(&server.owner_email, "test email"), 1);

    let manager = server
        .administrator(&owner, "max@example.com", Role::Manager)
        .await;
    // A key belongs to its caller: nobody else uses it up, or reads what it did.
    let (status, theirs) = create((&server, &manager), TEST_MAIL, "one", None).await;
    assert_eq!(status, 202);
    assert_ne!(theirs["id"], sent["id"]);
    let (status, _) = create(by, TEST_MAIL, "two", None).await;
    assert_eq!(status, 202);
    server.mail_settled().await;
    assert_eq!(server.mails(&server.owner_email, "test email"), 2);
    assert_eq!(server.mails("max@example.com", "test email"), 1);
}

const BULK: &str = "/api/v1/users/bulk";

async fn a_bulk_action_is_performed_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let by = (&server, &owner);
    let ada = server.active_user(&owner, "ada@example.com").await.id;
    let bob = server.pending_user(&owner, "bob@example.com").await.id;
    let nobody = uuid::Uuid::from_u128(7);
    let body = json!({ "action": "send_password_reset", "ids": [ada, nobody, bob] });
    let both = tokio::join!(
        create(by, BULK, "one", Some(&body)),
        create(by, BULK, "one", Some(&body)),
    );
    assert_eq!(both.0, both.1);
    assert_eq!(both.0.0, 200);
    let again = create(by, BULK, "one", Some(&body)).await;
    assert_eq!(again, both.0);
    let done: Vec<_> = again.1["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["done"])
        .collect();
    assert_eq!(done[..2], [&json!(true), &json!(false)]);
    server.mail_settled().await;
    assert_eq!(server.mails("ada@example.com", "choose a new password"), 1);

    let other = json!({ "action": "suspend", "ids": [ada] });
    let (status, problem) = create(by, BULK, "one", Some(&other)).await;
    assert_eq!((status, code(&problem)), (409, "idempotency-conflict"));

    // Somebody who was interrupted after the first user goes on with the second.
    let read = server.running.context.database().write();
    let kept = entity::idempotent_answer::Entity::find()
        .one(read)
        .await
        .unwrap()
        .unwrap();
    let mut results: Vec<Value> = serde_json::from_str(&kept.answer).unwrap();
    assert_eq!(results.len(), 3);
    results.truncate(1);
    let mut kept: entity::idempotent_answer::ActiveModel = kept.into();
    kept.answer = sea_orm::Set(serde_json::to_string(&results).unwrap());
    kept.update(read).await.unwrap();
    assert_eq!(create(by, BULK, "one", Some(&body)).await, again);
    server.mail_settled().await;
    assert_eq!(server.mails("ada@example.com", "choose a new password"), 1);
}

async fn a_repeated_response_says_so(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = json!({ "email": "ada@example.com", "username": "ada" });
    let administrator = json!({ "email": "max@example.com", "name": "Max", "role": "manager" });
    let act = json!({ "action": "suspend", "ids": [uuid::Uuid::from_u128(7)] });
    for (path, body) in [
        ("/api/v1/users", Some(new)),
        ("/api/v1/administrators", Some(administrator)),
        (BULK, Some(act)),
        (TEST_MAIL, None),
    ] {
        for expected in [None, Some("true")] {
            let mut request = harness::plain_http()
                .post(format!("{}{path}", server.origin))
                .bearer_auth(owner.token().unwrap())
                .header("Idempotency-Key", "one");
            if let Some(body) = &body {
                request = request.json(body);
            }
            let answer = request.send().await.unwrap();
            assert!(answer.status().is_success(), "{path}: {}", answer.status());
            let told = answer.headers().get("idempotent-replayed");
            assert_eq!(
                told.map(|value| value.to_str().unwrap()),
                expected,
                "{path}"
            );
        }
    }
}

/// Without the key, each second request would do it again, or be refused for another reason.
async fn every_route_that_takes_a_key_does_it_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let things = Things::new(&server, &owner).await;
    let mut walked = 0;
    for route in routes(&server).await {
        if !route.takes_key {
            continue;
        }
        // Some routes create the same kind of thing, and share its keys.
        let key = format!("once-{walked}");
        let send = || {
            let request = things.request(&route);
            request.header("Idempotency-Key", &key).send()
        };
        let first = send().await.unwrap();
        let status = first.status();
        let made: Value = first.json().await.unwrap();
        assert!(status.is_success(), "{}: {made}", route.name);
        let again = send().await.unwrap();
        let told = again.headers().get("idempotent-replayed").cloned();
        let again_status = again.status();
        let content: Value = again.json().await.unwrap();
        let conflicts = &route.answers["409"]["content"]["application/problem+json"]["examples"];
        if conflicts["already-created"].is_object() {
            // What it created has a secret, which is shown once.
            assert_eq!(again_status, 409, "{}", route.name);
            assert_eq!(code(&content), "already-created", "{}", route.name);
            let detail = content["detail"].as_str().unwrap();
            assert!(detail.contains(id(&made).unwrap()), "{detail}");
        } else {
            assert_eq!(again_status, status, "{}: {content}", route.name);
            assert_eq!(told.unwrap(), "true", "{}", route.name);
            assert_eq!(id(&content), id(&made), "{}", route.name);
        }
        walked += 1;
    }
    assert!(walked >= 17, "{walked}");
}
