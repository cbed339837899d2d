use reqwest::Method;

use crate::support::{Server, header};

/// The status of an app's page. A server that was built without the apps shows a message.
const PAGE: u16 = if cfg!(with_apps) { 200 } else { 503 };

#[tokio::test]
async fn addresses_within_the_apps_get_their_page_and_no_others_do() {
    let server = Server::start().await;
    for path in [
        "/",
        "/profile",
        "/security/sessions",
        "/admin/",
        "/admin/users/1",
        "/apis",
    ] {
        let response = server.get(path).await;
        assert_eq!(response.status(), PAGE, "{path}");
        assert!(
            header(&response, "content-type").starts_with("text/html"),
            "{path}"
        );
    }
    let not_ours = [
        "/assets/none.js",
        "/admin/assets/none.wasm",
        "/health/none",
        "/metrics/none",
        "/.well-known/none",
        "/dev/none",
        "/api/none",
        "/admin/api/none",
        "/openapi.json",
        "/admin/favicon.png",
        "/users/none.html",
    ];
    for path in not_ours {
        assert_eq!(server.get(path).await.status(), 404, "{path}");
    }
    let moved = server.get("/admin").await;
    assert_eq!(header(&moved, "location"), "/admin/");
}

#[tokio::test]
#[cfg_attr(not(with_apps), ignore = "needs the apps: run `cargo xtask test`")]
async fn assets_are_kept_for_a_year_and_pages_are_asked_for_again() {
    let server = Server::start().await;
    let page = server.get("/admin/").await;
    assert_eq!(page.status(), 200);
    assert_eq!(header(&page, "cache-control"), "no-cache");
    let tag = header(&page, "etag");
    let html = page.text().await.unwrap();
    let same = server
        .request(Method::GET, "/admin/")
        .header("If-None-Match", tag);
    assert_eq!(same.send().await.unwrap().status(), 304);
    // A second link, such as a default of the browser, would fetch another one.
    assert_eq!(html.matches("rel=\"icon\"").count(), 1);
    let (_, icon) = html.split_once("rel=\"icon\" href=\"").unwrap();
    let icon = server.get(icon.split('"').next().unwrap()).await;
    assert_eq!(header(&icon, "content-type"), "image/svg+xml");
    assert_eq!(
        header(&icon, "cache-control"),
        "public, max-age=31536000, immutable"
    );
    let start = html.find("/admin/assets/").unwrap();
    let script = html[start..].split('"').next().unwrap();
    for (accepts, encoding) in [("br, gzip", "br"), ("gzip", "gzip"), ("identity", "")] {
        let asset = server
            .request(Method::GET, script)
            .header("Accept-Encoding", accepts);
        let asset = asset.send().await.unwrap();
        assert_eq!(header(&asset, "content-encoding"), encoding);
        assert_eq!(header(&asset, "vary"), "Accept-Encoding");
        assert_eq!(
            header(&asset, "cache-control"),
            "public, max-age=31536000, immutable"
        );
    }
    assert_eq!(server.get(&format!("{script}.br")).await.status(), 404);
    let head = server.request(Method::HEAD, script).send().await.unwrap();
    assert_eq!(head.status(), 200);
    assert_ne!(header(&head, "content-length"), "0");
}
