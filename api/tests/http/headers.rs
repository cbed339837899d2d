use reqwest::Method;

use crate::support::{Server, header};

#[tokio::test]
async fn every_answer_says_what_browsers_may_not_do_with_it() {
    let server = Server::start().await;
    let paths = [
        "/",
        "/admin/",
        "/api/v1/users",
        "/api/v1/none",
        "/health/live",
        "/api/docs/",
        "/dev/mailbox",
        "/.well-known/jwks.json",
        "/assets/none.js",
    ];
    for path in paths {
        let response = server.get(path).await;
        assert_eq!(
            header(&response, "x-content-type-options"),
            "nosniff",
            "{path}"
        );
        assert_eq!(
            header(&response, "referrer-policy"),
            "no-referrer",
            "{path}"
        );
        let policy = header(&response, "content-security-policy");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        assert!(header(&response, "strict-transport-security").is_empty());
        for name in ["access-control-allow-origin", "server"] {
            assert!(header(&response, name).is_empty(), "{path}: {name}");
        }
    }
    let api = server.get("/api/v1/users").await;
    assert_eq!(header(&api, "cache-control"), "no-store");
}

#[tokio::test]
async fn hsts_is_sent_where_browsers_use_tls() {
    let server = Server::with(|config| {
        config.server.public_url = Some("https://id.example.com".parse().unwrap());
    })
    .await;
    let response = server.get("/").await;
    assert!(header(&response, "strict-transport-security").starts_with("max-age="));
}

#[tokio::test]
async fn a_request_id_is_taken_over_from_a_trusted_proxy() {
    let server = Server::with(|config| {
        config.server.proxies.networks = ["127.0.0.0/8", "::1/128"]
            .map(|network| network.parse().unwrap())
            .to_vec();
    })
    .await;
    for (sent, kept) in [("edge-4711", true), ("two words", false)] {
        let request = server.request(Method::GET, "/api/v1/users");
        let response = request.header("X-Request-Id", sent).send().await.unwrap();
        assert_eq!(header(&response, "x-request-id") == sent, kept, "{sent}");
        let problem: serde_json::Value = response.json().await.unwrap();
        assert_eq!(problem["requestId"] == sent, kept, "{problem}");
    }
}

#[tokio::test]
async fn a_request_id_from_elsewhere_is_not_taken_over() {
    let server = Server::start().await;
    let request = server.request(Method::GET, "/api/v1/users");
    let response = request.header("X-Request-Id", "mine").send().await.unwrap();
    let id = header(&response, "x-request-id");
    assert_eq!(id.len(), 36);
    let other = server.get("/api/v1/users").await;
    assert_ne!(id, header(&other, "x-request-id"));
}

#[tokio::test]
async fn no_other_origin_is_ever_allowed() {
    let server = Server::start().await;
    for method in [Method::OPTIONS, Method::GET] {
        let response = server
            .request(method, "/api/v1/users")
            .header("Origin", "https://evil.example")
            .header("Access-Control-Request-Method", "GET")
            .send()
            .await
            .unwrap();
        assert!(!response.status().is_success());
        let allowed = response.headers().keys();
        assert!(
            allowed
                .into_iter()
                .all(|name| !name.as_str().starts_with("access-control"))
        );
    }
}
