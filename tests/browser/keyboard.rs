//! Keyboard only: setting up MFA, and the focus after actions.

use client::Portal;
use harness::{USER_PASSWORD, code_at};
use serde_json::json;

use crate::drive::Browser;
use crate::{ADA, owner_at_home, owner_signed_in, server};

pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
pub const ESCAPE: &str = "\u{e00c}";
const DOWN: &str = "\u{e015}";

/// More tab stops than any page has.
const STOPS: usize = 60;

/// A description of the element with the focus.
async fn focused(browser: &Browser) -> String {
    let script = "const it = document.activeElement;
        return it === document.body ? '' : [...it.labels ?? []].map(label => label.innerText).join(' ')
            || it.getAttribute('aria-label') || it.innerText || '';";
    let name = browser.script(script, vec![]).await;
    name.as_str().unwrap_or_default().trim().to_owned()
}

/// Presses `key` until an element with this name has the focus, visibly.
pub async fn go_to(browser: &Browser, key: &str, name: &str) {
    let mut met = Vec::new();
    for _ in 0..STOPS {
        browser.keys(key).await;
        let now = focused(browser).await;
        if now.contains(name) {
            let script = "return document.activeElement.matches(':focus-visible')";
            assert_eq!(browser.script(script, vec![]).await, json!(true), "{name}");
            return;
        }
        met.push(now);
    }
    panic!("“{name}” is not among what the keyboard reaches: {met:?}");
}

/// Waits until a field with this name has received the focus.
pub async fn has_focus(browser: &Browser, name: &str) {
    browser
        .until(&format!("the focus on “{name}”"), async || {
            focused(browser).await.contains(name).then_some(())
        })
        .await;
}

async fn sign_in(browser: &Browser, typed: &str) {
    has_focus(browser, "Company email").await;
    browser.keys(&format!("{typed}{ENTER}")).await;
    has_focus(browser, "Password").await;
    browser.keys(&format!("{USER_PASSWORD}{ENTER}")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_factor_is_added_and_used_without_a_mouse() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    sign_in(&browser, ADA).await;
    browser.heading("Applications").await;

    go_to(&browser, TAB, "Security").await;
    browser.keys(ENTER).await;
    browser.see("You have not set up MFA yet.").await;
    go_to(&browser, TAB, "Add an authenticator app").await;
    browser.keys(ENTER).await;
    let secret = browser.setup_key().await;
    go_to(&browser, TAB, "Code").await;
    let code = code_at(&secret, server.clock_now());
    browser.keys(&code).await;
    browser.see("Save them now, away from this device").await;
    go_to(&browser, TAB, "I have saved them").await;
    browser.keys(ENTER).await;
    browser.see("10 recovery codes are left.").await;
    server.next_code();

    go_to(&browser, TAB, "Account of").await;
    browser.keys(ENTER).await;
    has_focus(&browser, "Profile").await;
    go_to(&browser, DOWN, "Sign out").await;
    browser.keys(ENTER).await;
    browser.see("You are signed out.").await;
    // The email is still in the field.
    sign_in(&browser, "").await;
    has_focus(&browser, "Code from your authenticator app").await;
    let code = code_at(&secret, server.clock_now());
    browser.keys(&code).await;
    browser.heading("Applications").await;
    browser.finish().await;
}

/// Waits until the link in this person's row has the focus.
async fn row_has_focus(browser: &Browser, name: &str) {
    let script = "const it = document.activeElement;
        return it.matches('a.row-link') ? it.innerText.trim() : ''";
    browser
        .until(&format!("the focus on the row of {name}"), async || {
            (browser.script(script, vec![]).await == json!(name)).then_some(())
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_focus_stays_on_the_row_of_whom_it_was_about() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    server.active_user(&owner, "bob@example.com").await;
    server.guess_until_locked(Portal::User, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/users").await;
    browser.rows(2).await;
    browser.menu("Actions for ada", "Unlock").await;
    browser.see("ada unlocked").await;
    row_has_focus(&browser, "ada").await;

    // After a change in a panel, the focus returns to the row.
    browser.keys(ENTER).await;
    browser.heading("ada").await;
    browser.fill("Job title", "Analyst").await;
    browser.button("Save user").await;
    browser.see("User saved").await;
    browser.button("Cancel").await;
    browser.at("/admin/users").await;
    row_has_focus(&browser, "ada").await;

    // Canceling the dialog changes nothing.
    browser.menu("Actions for bob", "Suspend").await;
    browser.button("Suspend user").await;
    browser.see("bob suspended and signed out").await;
    row_has_focus(&browser, "bob").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_is_filled_without_a_mouse() {
    let (server, owner) = server().await;
    server.pending_user(&owner, ADA).await;
    let browser = owner_at_home(&server).await;
    browser.keys("gg").await;
    browser.at("/admin/groups").await;
    browser.see("No groups yet").await;
    go_to(&browser, TAB, "Create group").await;
    browser.keys(ENTER).await;
    has_focus(&browser, "Name").await;
    browser.keys(&format!("Engineering{ENTER}")).await;
    browser.heading("Engineering").await;
    browser.see("No members yet").await;
    go_to(&browser, TAB, "Add members").await;
    browser.keys(ENTER).await;
    has_focus(&browser, "Find users").await;
    go_to(&browser, TAB, ADA).await;
    browser.keys(" ").await;
    go_to(&browser, TAB, "Add 1 member").await;
    browser.keys(ENTER).await;
    browser.see("1 user added to Engineering").await;

    // The button that removed somebody keeps the focus, and undoes it.
    go_to(&browser, TAB, "Remove").await;
    browser.keys(ENTER).await;
    browser.see("ada removed from Engineering").await;
    has_focus(&browser, "Undo").await;
    browser.keys(ENTER).await;
    browser.see("ada added to Engineering").await;
    has_focus(&browser, "Remove").await;
    browser.keys(ESCAPE).await;
    browser.at("/admin/groups").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unsaved_edits_are_kept_or_dropped_without_a_mouse() {
    let (server, owner) = server().await;
    let ada = server.pending_user(&owner, ADA).await;
    let browser = owner_at_home(&server).await;
    browser.link("Users").await;
    browser.rows(1).await;
    go_to(&browser, TAB, "Select ada").await;
    go_to(&browser, TAB, "ada").await;
    browser.keys(ENTER).await;
    browser.heading("ada").await;
    go_to(&browser, TAB, "Job title").await;
    browser.keys(&format!("Analyst{ESCAPE}")).await;
    browser.heading("Discard your changes?").await;
    // The safe option has the focus.
    has_focus(&browser, "Keep editing").await;
    browser.keys(ENTER).await;
    has_focus(&browser, "Job title").await;
    browser.has_value("Job title", "Analyst").await;

    browser.keys(ESCAPE).await;
    has_focus(&browser, "Keep editing").await;
    go_to(&browser, TAB, "Discard changes").await;
    browser.keys(ENTER).await;
    browser.at("/admin/users").await;
    has_focus(&browser, "ada").await;
    browser.finish().await;
    let now = owner.user(ada.id).await.unwrap();
    assert_eq!(now.profile.job_title, ada.profile.job_title);
}
