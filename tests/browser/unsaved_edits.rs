//! Unsaved changes are lost only after a confirmation.

use crate::drive::Browser;
use crate::{ADA, owner_signed_in, server};

const QUESTION: &str = "Discard your changes?";
const FINDER: &str = "Search people, pages and actions";

async fn back(browser: &Browser) {
    browser.script("history.back()", vec![]).await;
}

/// Cancels the dialog: everything stays as it was.
async fn keep(browser: &Browser, field: &str, typed: &str, address: &str) {
    browser.heading(QUESTION).await;
    browser.button("Keep editing").await;
    browser.has_value(field, typed).await;
    browser.at(address).await;
}

/// Opens a person with the global search.
async fn go_to(browser: &Browser, whom: &str) {
    browser.keys("\u{e009}k\u{e000}").await;
    browser.fill(FINDER, whom).await;
    // The list behind the panel shows the name too.
    browser.find("option", whom, true).await;
    browser.keys("\u{e007}").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panel_asks_before_back_and_before_somebody_else() {
    let (server, owner) = server().await;
    let ada = server.pending_user(&owner, ADA).await;
    let bob = server.pending_user(&owner, "bob@example.com").await;
    let (hers, his) = (
        format!("/admin/users/{}", ada.id),
        format!("/admin/users/{}", bob.id),
    );
    let browser = owner_signed_in(&server).await;
    browser.link("Users").await;
    browser.link("ada").await;
    browser.heading("ada").await;
    browser.fill("Job title", "Analyst").await;
    // Twice: Back still works after the dialog.
    for _ in 0..2 {
        back(&browser).await;
        keep(&browser, "Job title", "Analyst", &hers).await;
    }
    go_to(&browser, "bob").await;
    keep(&browser, "Job title", "Analyst", &hers).await;

    go_to(&browser, "bob").await;
    browser.heading(QUESTION).await;
    browser.button("Discard changes").await;
    browser.at(&his).await;
    browser.heading("bob").await;
    browser.fill("Job title", "Builder").await;
    back(&browser).await;
    browser.heading(QUESTION).await;
    browser.button("Discard changes").await;
    browser.at(&hers).await;
    browser.heading("ada").await;
    browser.has_value("Job title", "").await;
    // Without unsaved changes there is no dialog.
    back(&browser).await;
    browser.at("/admin/users").await;
    browser.see_no(QUESTION).await;
    browser.finish().await;
    for user in [ada, bob] {
        let now = owner.user(user.id).await.unwrap();
        assert_eq!(now.profile.job_title, None);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_settings_ask_before_another_tab_page_or_nobody() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    let passwords = "/admin/settings/passwords";
    browser.link("Settings").await;
    browser.click("tab", "Passwords").await;
    browser.has_value("Minimum length", "12").await;
    browser.fill("Minimum length", "14").await;
    let kept = async || keep(&browser, "Minimum length", "14", passwords).await;
    browser.click("tab", "Email").await;
    kept().await;
    browser.link("Users").await;
    kept().await;
    back(&browser).await;
    kept().await;
    browser
        .menu("Account of Olivia Owner (OO)", "Sign out")
        .await;
    kept().await;

    browser.button("Save changes").await;
    browser.see("Saved").await;
    browser.click("tab", "Email").await;
    browser.see("Email previews").await;
    browser.click("tab", "Passwords").await;
    browser.has_value("Minimum length", "14").await;
    browser.fill("Minimum length", "16").await;
    browser.link("Users").await;
    browser.heading(QUESTION).await;
    browser.button("Discard changes").await;
    browser.at("/admin/users").await;
    browser.see("No users yet").await;
    browser.finish().await;
    let now = owner.organization().await.unwrap();
    assert_eq!(now.settings.password_policy.min_length, 14);
}
