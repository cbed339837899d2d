//! Preconditions (RFC 9110, section 13) on every method of a resource with a version.

use std::collections::BTreeSet;

use client::Client;
use harness::{Backend, TestServer, on_both_databases};
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use crate::authorization::{NOBODY, routes};
use crate::examples::Things;

on_both_databases!(
    an_action_on_another_version_is_refused,
    a_resource_is_deleted_in_the_version_that_was_read,
    a_change_takes_any_form_of_the_tag,
    what_has_not_changed_is_not_sent_again,
);

/// A request without its precondition.
type Act<'a> = (Method, &'a str, Option<&'a Value>);

async fn send(
    (server, by): (&TestServer, &Client),
    (method, path, body): Act<'_>,
    (name, value): (&str, &str),
) -> (u16, HeaderMap) {
    let mut request = harness::plain_http()
        .request(method, format!("{}/api/v1{path}", server.origin))
        .bearer_auth(by.token().unwrap())
        .header(name, value);
    if let Some(body) = body {
        request = request.json(body);
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.headers().clone())
}

/// Every route that takes `If-Match`, with things that exist. All actions on a user, an administrator
/// or a group take it.
async fn an_action_on_another_version_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let things = Things::new(&server, &owner).await;
    let users = owner.users(&Default::default()).await.unwrap();
    let mut lists = BTreeSet::new();
    for route in routes(&server).await {
        let list = route.path.split('/').nth(3).unwrap_or_default();
        let one = format!("/api/v1/{list}/{NOBODY}");
        if route.method == Method::GET || !route.path.starts_with(&one) {
            continue;
        }
        let is_account_or_group = ["users", "administrators", "groups"].contains(&list);
        assert!(
            route.takes_version || !is_account_or_group,
            "{}",
            route.name
        );
        if !route.takes_version {
            continue;
        }
        for (condition, expected) in [("\"99\"", 412), ("\"theirs\"", 412), ("1", 400)] {
            let request = things.request(&route).header("If-Match", condition);
            let status = request.send().await.unwrap().status();
            assert_eq!(status, expected, "{} {condition}", route.name);
        }
        lists.insert(list.to_owned());
    }
    assert_eq!(lists, BTreeSet::from(LISTS.map(str::to_owned)));
    assert_eq!(owner.users(&Default::default()).await.unwrap(), users);
}

/// The lists of things with a version.
const LISTS: [&str; 10] = [
    "users",
    "administrators",
    "groups",
    "applications",
    "hosts",
    "mail-templates",
    "radius-clients",
    "user-attributes",
    "views",
    "webhooks",
];

async fn a_resource_is_deleted_in_the_version_that_was_read(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let by = (&server, &owner);
    let user = server.active_user(&owner, "ada@example.com").await;
    let other = server.administrator(&owner, "max@example.com", rules::role::Role::Manager);
    let other = other.await.administrator_me().await.unwrap();
    let user = format!("/users/{}", user.id);
    let other = format!("/administrators/{}", other.id);
    let before = owner.users(&Default::default()).await.unwrap();
    let get = || (Method::GET, user.as_str(), None);
    let (status, _) = send(by, get(), ("If-Match", "\"99\"")).await;
    assert_eq!(status, 412);
    let remove = || (Method::DELETE, user.as_str(), None);
    let (status, _) = send(by, remove(), ("If-None-Match", "*")).await;
    assert_eq!(status, 412);
    assert_eq!(owner.users(&Default::default()).await.unwrap(), before);
    let (status, headers) = send(by, get(), ("If-Match", "*")).await;
    assert_eq!(status, 200);
    let tag = headers["etag"].to_str().unwrap();
    let (status, _) = send(by, remove(), ("If-Match", tag)).await;
    assert_eq!(status, 204);
    let remove = (Method::DELETE, other.as_str(), None);
    let (status, _) = send(by, remove, ("If-Match", "*")).await;
    assert_eq!(status, 204);
}

async fn a_change_takes_any_form_of_the_tag(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let by = (&server, &owner);
    let user = server.pending_user(&owner, "ada@example.com").await;
    let path = format!("/users/{}", user.id);
    let body = json!({ "firstName": "Ada" });
    let change = || (Method::PATCH, path.as_str(), Some(&body));
    // The body changes nothing after the first one, so the version stays.
    let (_, headers) = send(by, change(), ("If-Match", "\"1\"")).await;
    let tag = headers["etag"].to_str().unwrap();
    let (weak, list) = (format!("W/{tag}"), format!("\"1\", {tag}, \"x\""));
    for value in [tag, &weak, &list, "\"2\"", "W/\"2\"", "\"2-gzip\"", "*"] {
        let (status, _) = send(by, change(), ("If-Match", value)).await;
        assert_eq!(status, 200, "{value}");
    }
}

async fn what_has_not_changed_is_not_sent_again(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let by = (&server, &owner);
    let user = server.active_user(&owner, "ada@example.com").await;
    let path = format!("/users/{}", user.id);
    let read = |method| (method, path.as_str(), None);
    let (_, headers) = send(by, read(Method::GET), ("Accept", "*/*")).await;
    let tag = headers["etag"].to_str().unwrap().to_owned();
    for method in [Method::GET, Method::HEAD] {
        let known = ("If-None-Match", tag.as_str());
        let (status, headers) = send(by, read(method), known).await;
        assert_eq!((status, headers["etag"].to_str().unwrap()), (304, &*tag));
    }
    // A sign-in changes what is shown, but not the version.
    let version = owner.user(user.id).await.unwrap().version;
    server.clock.advance(std::time::Duration::from_secs(60));
    let password = harness::USER_PASSWORD;
    server
        .sign_in(client::Portal::User, "ada@example.com", password)
        .await;
    assert_eq!(owner.user(user.id).await.unwrap().version, version);
    let (status, headers) = send(by, read(Method::GET), ("If-None-Match", &tag)).await;
    assert_eq!(status, 200);
    assert_ne!(headers["etag"].to_str().unwrap(), tag);
    let body = json!({ "firstName": "Ada" });
    let change = (Method::PATCH, path.as_str(), Some(&body));
    let (status, _) = send(by, change, ("If-Match", &tag)).await;
    assert_eq!(status, 200);
    for path in [
        "/organization",
        "/users/00000000-0000-7000-8000-000000000000",
    ] {
        let (status, _) = send(by, (Method::GET, path, None), ("If-None-Match", "*")).await;
        assert_eq!(status, if path == "/organization" { 304 } else { 404 });
    }
}
