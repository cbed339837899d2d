//! A browser that runs no scripts is told so.

use serde_json::json;

use crate::drive::Browser;
use crate::server;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_portals_say_that_they_need_scripts() {
    let (server, _) = server().await;
    let settings = json!({ "profile.managed_default_content_settings.javascript": 2 });
    let browser = Browser::open_with(&server.origin, settings).await;
    for path in ["/", "/admin/"] {
        browser.go(path).await;
        browser.see("JavaScript is turned off").await;
        browser.see("Turn it on for this site").await;
    }
    browser.finish().await;
}
