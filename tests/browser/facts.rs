//! The facts of a line, such as the device and the address of a session, have dots between them.

use serde_json::json;

use crate::drive::Browser;
use crate::{ADA, ada_at_home, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn facts_have_dots_between_them_in_both_portals() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    browser.link("Security").await;
    browser.see("This browser").await;
    have_dots(&browser).await;
    browser.finish().await;

    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", ada.id)).await;
    browser.click("tab", "Activity").await;
    browser.see("127.0.0.1").await;
    have_dots(&browser).await;
    browser.finish().await;
}

/// Fails unless there is a dot after each fact of a line but the last one, and a line with several.
async fn have_dots(browser: &Browser) {
    let script = "const dotted = (it) => getComputedStyle(it, '::after').content.includes('\u{b7}'); \
        const lines = [...document.querySelectorAll('.facts')].map((it) => [...it.children]); \
        const right = (line) => line.every((it, n) => dotted(it) === (n < line.length - 1)); \
        return [lines.some((line) => line.length > 1), lines.every(right)];";
    let found = browser.script(script, vec![]).await;
    assert_eq!(found, json!([true, true]));
}
