//! Responses to browsers: security headers, cookies, caching, the targets of links.

use client::Portal;
use harness::{Backend, TestServer, on_both_databases};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

on_both_databases!(
    every_page_and_answer_has_the_security_headers,
    links_ignore_the_host_header,
    requests_from_other_origins_are_refused,
);

async fn every_page_and_answer_has_the_security_headers(backend: Backend) {
    let server = TestServer::start(backend).await;
    for path in [
        "/",
        "/admin/",
        "/sign-in",
        "/api/v1/me",
        "/api/openapi.json",
        "/health/live",
        "/nothing.js",
    ] {
        let answer = harness::plain_http()
            .get(format!("{}{path}", server.origin))
            .send()
            .await
            .unwrap();
        let headers = answer.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(
            !policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"),
            "{path}: {policy}"
        );
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        if path.starts_with("/api/v1") {
            assert_eq!(headers["cache-control"], "no-store", "{path}");
        }
    }
}

async fn links_ignore_the_host_header(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    for (header, value) in [
        ("X-Forwarded-Host", "evil.example"),
        ("Forwarded", "host=evil.example;proto=https"),
        ("Referer", "https://evil.example/"),
        ("Host", "evil.example"),
    ] {
        let answer = harness::plain_http()
            .post(format!("{}/api/v1/password-reset", server.origin))
            .header("Origin", &server.origin)
            .header(header, value)
            .json(&json!({"email": "ada@example.com"}))
            .send()
            .await
            .unwrap();
        let expected = if header == "Host" { 421 } else { 204 };
        assert_eq!(answer.status(), expected, "{header}");
    }
    absolute_form(&server).await;
    server.mail_settled().await;
    assert!(server.mails("ada@example.com", "reset your") > 1);
    // The harness checks the origin of all links that it reads.
    server.token_mailed_to("ada@example.com").await;
    for mail in server.running.mailbox.as_ref().unwrap().list() {
        assert!(!mail.content.text.contains("evil.example"));
        assert!(!mail.content.html.contains("evil.example"));
    }
}

/// Requests a reset with an origin in the request target (RFC 9112, 3.2.2), which no browser and no
/// HTTP library sends.
async fn absolute_form(server: &TestServer) {
    let body = r#"{"email":"ada@example.com"}"#;
    let request = format!(
        "POST http://evil.example/api/v1/password-reset HTTP/1.1\r\nHost: evil.example\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len(),
    );
    let mut stream = TcpStream::connect(server.running.address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 421 "), "{answer}");
    assert!(!answer.contains("evil.example"), "{answer}");
}

async fn requests_from_other_origins_are_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let answer = harness::plain_http()
        .request(
            reqwest::Method::OPTIONS,
            format!("{}/api/v1/users", server.origin),
        )
        .header("Origin", "https://evil.example")
        .header("Access-Control-Request-Method", "GET")
        .send()
        .await
        .unwrap();
    assert!(!answer.status().is_success());
    let answer = harness::plain_http()
        .get(format!("{}/api/v1/users", server.origin))
        .bearer_auth(owner.token().unwrap())
        .header("Origin", "https://evil.example")
        .send()
        .await
        .unwrap();
    assert!(
        !answer
            .headers()
            .keys()
            .any(|name| name.as_str().starts_with("access-control-"))
    );
    let begun = server.anonymous(Portal::User);
    begun.begin_sign_in("ada@example.com").await.unwrap();
}
