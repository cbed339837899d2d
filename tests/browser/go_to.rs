//! The global search, for people who type fast.

use client::Portal;
use serde_json::json;

use crate::{ADA, owner_at_home, server};

const FIELD: &str = "Search people, pages and actions";
const OPEN: &str = "\u{e009}k\u{e000}";
const SELECT_ALL: &str = "\u{e009}a\u{e000}";
const ENTER: &str = "\u{e007}";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn enter_opens_nobody_who_was_found_for_other_words() {
    let (server, owner) = server().await;
    server.pending_user(&owner, ADA).await;
    let bob = server.pending_user(&owner, "bob@example.com").await;
    let browser = owner_at_home(&server).await;
    browser.keys(OPEN).await;
    browser.fill(FIELD, "ada").await;
    browser.find("option", ADA, true).await;
    browser.keys(&format!("{SELECT_ALL}bob{ENTER}")).await;
    browser.find("option", "bob@example.com", true).await;
    browser.at("/admin/").await;
    browser.keys(ENTER).await;
    browser.at(&format!("/admin/users/{}", bob.id)).await;
    browser.heading("bob").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_that_failed_is_not_one_that_found_nobody() {
    let (server, owner) = server().await;
    server.pending_user(&owner, ADA).await;
    let browser = owner_at_home(&server).await;
    browser.keys(OPEN).await;
    browser.heading("Search").await;
    browser.block(&["*/users?*search=*"]).await;
    browser.fill(FIELD, "ada").await;
    browser
        .see("Couldn't search people. There is no connection to the server.")
        .await;
    browser.see_no("No results.").await;
    browser.block(&[]).await;
    browser.fill(FIELD, "ad").await;
    browser.see(ADA).await;
    browser.see_no("Couldn't search people.").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_is_found_by_another_word_for_it() {
    let (server, _owner) = server().await;
    let browser = owner_at_home(&server).await;
    browser.keys(OPEN).await;
    browser.fill(FIELD, "2fa").await;
    browser.find("option", "MFA", true).await;
    browser.keys(ENTER).await;
    browser.at("/admin/settings/mfa").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_is_done() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    server.guess_until_locked(Portal::User, ADA).await;
    let browser = owner_at_home(&server).await;
    browser.keys(OPEN).await;
    browser.fill(FIELD, "unlock ada").await;
    browser.find("option", "Unlock: ada", true).await;
    browser.keys(ENTER).await;
    browser.see("ada unlocked").await;
    browser.at(&format!("/admin/users/{}", user.id)).await;

    browser.go("/admin/").await;
    browser.heading("Hello, Olivia").await;
    browser.keys(OPEN).await;
    browser.fill(FIELD, "dark").await;
    browser.find("option", "Dark theme", true).await;
    browser.keys(ENTER).await;
    browser
        .until("the dark theme", async || {
            let theme = "return document.documentElement.dataset.theme ?? null";
            let theme = browser.script(theme, vec![]).await;
            (theme == json!("dark")).then_some(())
        })
        .await;

    browser.keys(OPEN).await;
    browser.fill(FIELD, "sign out").await;
    browser.find("option", "Sign out", true).await;
    browser.keys(ENTER).await;
    browser.see("You are signed out.").await;
    browser.at("/admin/sign-in").await;
    browser.finish().await;
}
