use reqwest::Method;

use crate::support::{Server, header, problem};

async fn apart() -> Server {
    Server::with(|config| {
        config.server.public_url = Some("https://id.example.com".parse().unwrap());
        config.server.admin_public_url = Some("https://admin.example.com".parse().unwrap());
    })
    .await
}

async fn status(server: &Server, host: &str, path: &str) -> u16 {
    let request = server.request(Method::GET, path).header("Host", host);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn each_host_serves_its_own_portal_only() {
    let server = apart().await;
    assert_eq!(status(&server, "id.example.com", "/admin/").await, 404);
    assert_eq!(status(&server, "id.example.com", "/admin/users").await, 404);
    assert_ne!(status(&server, "id.example.com", "/profile").await, 404);
    assert_eq!(status(&server, "admin.example.com", "/profile").await, 404);
    assert_ne!(
        status(&server, "ADMIN.example.com", "/admin/users").await,
        404
    );
    let root = server
        .request(Method::GET, "/")
        .header("Host", "admin.example.com");
    let root = root.send().await.unwrap();
    assert_eq!(root.status(), 308);
    assert_eq!(header(&root, "location"), "/admin/");
}

#[tokio::test]
async fn other_hosts_are_refused_everywhere() {
    let server = apart().await;
    for path in [
        "/",
        "/admin/",
        "/api/v1/server",
        "/api/docs/",
        "/health/live",
        "/metrics",
        "/x",
    ] {
        for host in ["evil.example", "id.example.com.evil.example:8080"] {
            assert_eq!(status(&server, host, path).await, 421, "{host}{path}");
        }
    }
    let server = Server::start().await;
    for path in ["/dev/mailbox", "/dev/mailbox.json", "/api/openapi.json"] {
        assert_eq!(status(&server, "evil.example", path).await, 421, "{path}");
        assert_eq!(status(&server, "localhost", path).await, 200, "{path}");
    }
}

#[tokio::test]
async fn the_page_of_one_portal_may_not_use_the_other_ones_cookies() {
    let server = apart().await;
    let answer = server.sign_in("https://admin.example.com").await;
    assert_eq!(answer.status(), 200);
    let response = server
        .request(Method::POST, "/api/v1/admin/sign-in")
        .header("Origin", "https://id.example.com")
        .header("Content-Type", "application/json")
        .body(r#"{"email":"a@example.com"}"#)
        .send()
        .await
        .unwrap();
    assert_eq!(problem(response).await.1, "wrong-origin");
}
