//! Preconditions (RFC 9110, section 13) on every method of a resource with a version.

use client::Client;
use harness::{Backend, TestServer, on_both_databases};
use reqwest::Method;
use reqwest::header::HeaderMap;

on_both_databases!(
    an_action_on_another_version_is_refused,
    a_change_takes_any_form_of_the_tag,
    what_has_not_changed_is_not_sent_again,
);

async fn send(
    (server, by): (&TestServer, &Client),
    method: Method,
    path: &str,
    (name, value): (&str, &str),
) -> (u16, HeaderMap) {
    let body = match (&method, path.ends_with("email")) {
        (&Method::PATCH, _) => Some(r#"{"firstName":"Ada"}"#),
        (&Method::PUT, true) => Some(r#"{"email":"ada@home.example"}"#),
        _ => None,
    };
    let mut request = reqwest::Client::new()
        .request(method, format!("{}/api/v1{path}", server.origin))
        .bearer_auth(by.token().unwrap())
        .header(name, value);
    if let Some(body) = body {
        request = request
            .header("Content-Type", "application/json")
            .body(body);
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.headers().clone())
}

async fn an_action_on_another_version_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let by = (&server, &owner);
    let user = server.active_user(&owner, "ada@example.com").await;
    let other = server.administrator(&owner, "max@example.com", rules::role::Role::Manager);
    let other = other.await.administrator_me().await.unwrap();
    let user = format!("/users/{}", user.id);
    let other = format!("/administrators/{}", other.id);
    let acts = [
        (Method::POST, format!("{user}/suspend")),
        (Method::POST, format!("{user}/expire-password")),
        (Method::POST, format!("{user}/send-password-reset")),
        (Method::PUT, format!("{user}/email")),
        (Method::PUT, format!("{user}/recovery-email")),
        (Method::DELETE, format!("{user}/sessions")),
        (Method::PATCH, user.clone()),
        (Method::DELETE, user.clone()),
        (Method::POST, format!("{other}/suspend")),
        (Method::DELETE, other.clone()),
        (Method::GET, user.clone()),
    ];
    let before = owner.users(&Default::default()).await.unwrap();
    for (method, path) in &acts {
        for condition in [("If-Match", "\"99\""), ("If-Match", "\"theirs\"")] {
            let (status, _) = send(by, method.clone(), path, condition).await;
            assert_eq!(status, 412, "{method} {path} {condition:?}");
        }
        let (status, _) = send(by, method.clone(), path, ("If-Match", "1")).await;
        assert_eq!(status, 400, "{method} {path}");
    }
    let (status, _) = send(by, Method::DELETE, &user, ("If-None-Match", "*")).await;
    assert_eq!(status, 412);
    assert_eq!(owner.users(&Default::default()).await.unwrap(), before);
    let (status, headers) = send(by, Method::GET, &user, ("If-Match", "*")).await;
    assert_eq!(status, 200);
    let tag = headers["etag"].to_str().unwrap();
    let (status, _) = send(by, Method::DELETE, &user, ("If-Match", tag)).await;
    assert_eq!(status, 204);
    let (status, _) = send(by, Method::DELETE, &other, ("If-Match", "*")).await;
    assert_eq!(status, 204);
}

async fn a_change_takes_any_form_of_the_tag(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let by = (&server, &owner);
    let user = server.pending_user(&owner, "ada@example.com").await;
    let path = format!("/users/{}", user.id);
    // The body changes nothing after the first one, so the version stays.
    let (_, headers) = send(by, Method::PATCH, &path, ("If-Match", "\"1\"")).await;
    let tag = headers["etag"].to_str().unwrap();
    let (weak, list) = (format!("W/{tag}"), format!("\"1\", {tag}, \"x\""));
    for value in [tag, &weak, &list, "\"2\"", "W/\"2\"", "\"2-gzip\"", "*"] {
        let (status, _) = send(by, Method::PATCH, &path, ("If-Match", value)).await;
        assert_eq!(status, 200, "{value}");
    }
}

async fn what_has_not_changed_is_not_sent_again(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let by = (&server, &owner);
    let user = server.active_user(&owner, "ada@example.com").await;
    let path = format!("/users/{}", user.id);
    let (_, headers) = send(by, Method::GET, &path, ("Accept", "*/*")).await;
    let tag = headers["etag"].to_str().unwrap().to_owned();
    for method in [Method::GET, Method::HEAD] {
        let known = ("If-None-Match", tag.as_str());
        let (status, headers) = send(by, method, &path, known).await;
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
    let (status, headers) = send(by, Method::GET, &path, ("If-None-Match", &tag)).await;
    assert_eq!(status, 200);
    assert_ne!(headers["etag"].to_str().unwrap(), tag);
    let (status, _) = send(by, Method::PATCH, &path, ("If-Match", &tag)).await;
    assert_eq!(status, 200);
    for path in [
        "/organization",
        "/users/00000000-0000-7000-8000-000000000000",
    ] {
        let (status, _) = send(by, Method::GET, path, ("If-None-Match", "*")).await;
        assert_eq!(status, if path == "/organization" { 304 } else { 404 });
    }
}
