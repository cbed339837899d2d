//! A second link in the same tab: only the token in the address changes, and the page is not loaded again.

use crate::drive::Browser;
use crate::{ADA, ada_signed_in, server};

const UNUSABLE: &str = "This link has already been used or has expired";

/// Uses a link that does not work, then opens another one.
async fn opens_two(browser: &Browser, page: &str, heading: &str, button: &str) {
    browser.go(&format!("{page}#first")).await;
    browser.button(button).await;
    browser.heading(UNUSABLE).await;
    browser.go(&format!("{page}#second")).await;
    browser.heading(heading).await;
    browser.button(button).await;
    browser.heading(UNUSABLE).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_begins_again_with_each_link() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_signed_in(&server).await;
    opens_two(&browser, "/verify-email", "Verify your email", "Verify now").await;
    opens_two(
        &browser,
        "/undo-email-change",
        "Undo the change of your email?",
        "Undo the change",
    )
    .await;
    browser.finish().await;
}
