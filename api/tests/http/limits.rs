use std::time::Duration;

use latchkey::config::Quota;
use reqwest::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{Server, header, problem};

#[tokio::test]
async fn beyond_the_quota_the_answer_is_to_wait() {
    let server = Server::with(|config| {
        config.limits.sign_in = Quota {
            per_minute: 1,
            burst: 3,
        };
    })
    .await;
    let ask = || {
        let request = server.request(Method::POST, "/api/v1/password-reset");
        let request = request.header("Content-Type", "application/json");
        request.body(r#"{"email":"nobody@example.com"}"#).send()
    };
    for _ in 0..3 {
        assert_eq!(ask().await.unwrap().status(), 204);
    }
    let response = ask().await.unwrap();
    let seconds: u64 = header(&response, "retry-after").parse().unwrap();
    assert!((1..=61).contains(&seconds));
    let (status, code, body) = problem(response).await;
    assert_eq!((status, code.as_str()), (429, "too-many-requests"));
    assert_eq!(body["retryAfterSeconds"], seconds);
    assert_eq!(server.get("/api/v1/users").await.status(), 401);
}

#[tokio::test]
async fn health_checks_are_never_turned_away() {
    let server = Server::with(|config| {
        config.limits.requests = Quota {
            per_minute: 1,
            burst: 1,
        };
    })
    .await;
    assert_eq!(server.get("/.well-known/jwks.json").await.status(), 200);
    let refused = server.get("/.well-known/jwks.json").await;
    assert_eq!(header(&refused, "x-content-type-options"), "nosniff");
    assert_eq!(problem(refused).await.0, 429);
    for _ in 0..5 {
        assert_eq!(server.get("/health/ready").await.status(), 200);
    }
}

#[tokio::test]
async fn figures_are_for_named_clients() {
    let server = Server::start().await;
    let text = server.get("/metrics").await.text().await.unwrap();
    assert!(text.contains("latchkey_password_hash_queue 0"));
    let through = server.request(Method::GET, "/metrics");
    let through = through
        .header("X-Forwarded-For", "127.0.0.1")
        .send()
        .await
        .unwrap();
    assert_eq!(through.status(), 404);
    let nobody = Server::with(|config| config.server.metrics_clients.clear()).await;
    assert_eq!(nobody.get("/metrics").await.status(), 404);
}

#[tokio::test]
async fn a_slow_client_is_not_waited_for() {
    let server = Server::with(|config| {
        config.server.request_timeout = Duration::from_secs(1);
    })
    .await;
    let head = "POST /api/v1/links/inspect HTTP/1.1\r\nHost: localhost\r\n\
                Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    for sent in ["GET / HTTP/1.1\r\nHost:", head] {
        let mut stream = tokio::net::TcpStream::connect(server.running.address)
            .await
            .unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        let mut answer = [0; 12];
        let read = stream.read_exact(&mut answer);
        tokio::time::timeout(Duration::from_secs(10), read)
            .await
            .unwrap()
            .unwrap();
        assert!(
            answer.ends_with(b"408"),
            "{}",
            String::from_utf8_lossy(&answer)
        );
    }
}
