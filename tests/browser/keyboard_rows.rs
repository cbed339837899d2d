//! The list of users without a mouse: moving between rows, selecting, opening and searching with single keys.

use serde_json::json;

use crate::drive::Browser;
use crate::keyboard::{ENTER, ESCAPE, has_focus};
use crate::{owner_signed_in, server};

/// The name in the row that has the focus, and whether the focus is visible.
async fn row(browser: &Browser, name: &str) {
    browser
        .until(&format!("the focus on the row of {name}"), async || {
            let script = "const it = document.activeElement;
                return it.matches('a.row-link:focus-visible') ? it.innerText.trim() : '';";
            let found = browser.script(script, vec![]).await;
            (found == json!(name)).then_some(())
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_are_reached_selected_and_opened_with_single_keys() {
    let (server, owner) = server().await;
    for name in ["ada", "bob", "eve"] {
        server
            .pending_user(&owner, &format!("{name}@example.com"))
            .await;
    }
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(3).await;
    browser.keys("j").await;
    row(&browser, "ada").await;
    browser.keys("j").await;
    row(&browser, "bob").await;
    browser.keys("j").await;
    browser.keys("j").await;
    // There is no row after the last one.
    row(&browser, "eve").await;
    browser.keys("k").await;
    row(&browser, "bob").await;
    browser.keys("x").await;
    browser.see("1 selected").await;
    row(&browser, "bob").await;
    browser.keys("x").await;
    browser.see_no("1 selected").await;

    browser.keys("?").await;
    browser.see("Next or previous row").await;
    // Keys in a dialog do not move what is behind it.
    browser.keys("j").await;
    browser.keys(ESCAPE).await;
    row(&browser, "bob").await;
    browser.keys(ENTER).await;
    browser.heading("bob").await;
    // Neither do those in a panel.
    browser.keys("x").await;
    browser.keys(ESCAPE).await;
    row(&browser, "bob").await;
    browser.see_no("1 selected").await;

    browser.keys("/").await;
    has_focus(&browser, "Search").await;
    // Letters belong to the field.
    browser.keys("jkx?").await;
    browser.see("No matching users").await;
    browser.finish().await;
}
