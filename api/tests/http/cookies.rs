use reqwest::Method;

use crate::support::{Server, problem, set_cookies};

const HTTPS: &str = "https://id.example.com";

async fn with_tls() -> Server {
    Server::with(|config| config.server.public_url = Some(HTTPS.parse().unwrap())).await
}

fn refresh_cookie(response: &reqwest::Response) -> String {
    let cookies = set_cookies(response);
    let found = cookies
        .into_iter()
        .find(|cookie| cookie.contains("-refresh="));
    found.unwrap()
}

#[tokio::test]
async fn behind_tls_cookies_belong_to_this_host_alone() {
    let server = with_tls().await;
    let cookie = refresh_cookie(&server.sign_in(HTTPS).await);
    assert!(
        cookie.starts_with("__Host-latchkey-admin-refresh="),
        "{cookie}"
    );
    for part in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{part}");
    }
    assert!(!cookie.contains("Domain"));
}

#[tokio::test]
async fn the_device_cookie_outlives_the_session() {
    let server = with_tls().await;
    let cookies = set_cookies(&server.sign_in(HTTPS).await);
    let device = cookies.iter().find(|cookie| cookie.contains("-device="));
    let device = device.unwrap();
    let (name, value) = device.split_once('=').unwrap();
    assert_eq!(name, "__Host-latchkey-admin-device");
    assert_eq!(value.find(';'), Some(43), "{device}");
    let days = format!("Max-Age={}", 180 * 24 * 60 * 60);
    for part in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/", &days] {
        assert!(device.contains(part), "{part}");
    }
}

#[tokio::test]
async fn the_sign_in_cookie_goes_when_the_session_comes() {
    let server = Server::start().await;
    let cookies = set_cookies(&server.sign_in(&server.base).await);
    let gone = cookies.iter().find(|cookie| cookie.contains("-sign-in="));
    assert!(gone.unwrap().contains("Max-Age=0"));
}

#[tokio::test]
async fn only_pages_of_the_portal_may_use_the_cookies() {
    let server = Server::start().await;
    let cookie = refresh_cookie(&server.sign_in(&server.base).await);
    let pair = cookie.split(';').next().unwrap();
    let refresh = |origin: Option<&str>| {
        let request = server.request(Method::POST, "/api/v1/admin/session/refresh");
        let request = match origin {
            Some(origin) => request.header("Origin", origin),
            None => request,
        };
        request.header("Cookie", pair).send()
    };
    let longer = format!("{}.evil.example", server.base);
    let shorter = server.base.trim_end_matches(char::is_numeric).to_owned();
    for origin in [
        None,
        Some("null"),
        Some("https://evil.example"),
        Some(&longer),
        Some(&shorter),
    ] {
        let response = refresh(origin).await.unwrap();
        assert_eq!(problem(response).await.1, "wrong-origin", "{origin:?}");
    }
    assert_eq!(refresh(Some(&server.base)).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_cookie_of_one_portal_or_two_of_a_name_open_nothing() {
    let server = Server::start().await;
    let cookie = refresh_cookie(&server.sign_in(&server.base).await);
    let pair = cookie.split(';').next().unwrap().to_owned();
    let refresh = |path: &str, cookies: String| {
        let request = server.request(Method::POST, path);
        request
            .header("Origin", &server.base)
            .header("Cookie", cookies)
            .send()
    };
    let other = pair.replace("-admin-", "-user-");
    let response = refresh("/api/v1/session/refresh", other).await.unwrap();
    assert_eq!(problem(response).await.1, "unauthenticated");
    let planted = format!("latchkey-admin-refresh=planted; {pair}");
    let response = refresh("/api/v1/admin/session/refresh", planted)
        .await
        .unwrap();
    assert_eq!(problem(response).await.1, "unauthenticated");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_takes_the_cookie_away() {
    let server = Server::start().await;
    let cookie = refresh_cookie(&server.sign_in(&server.base).await);
    let pair = cookie.split(';').next().unwrap();
    let send = |method, path: &str| {
        let request = server.request(method, path);
        request
            .header("Origin", &server.base)
            .header("Cookie", pair)
            .send()
    };
    let out = send(Method::DELETE, "/api/v1/admin/session").await.unwrap();
    assert_eq!(out.status(), 204);
    assert!(refresh_cookie(&out).contains("Max-Age=0"));
    let after = send(Method::POST, "/api/v1/admin/session/refresh")
        .await
        .unwrap();
    assert_eq!(problem(after).await.1, "unauthenticated");
}
