//! The navigation of the settings: beside the content, and behind a button on a phone.

use serde_json::json;

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::help_desk::lacks;
use crate::keyboard::{ENTER, ESCAPE, TAB, go_to};
use crate::{help_desk_signed_in, owner_at_home, owner_signed_in, server};

const FINDER: &str = "Search people, pages and actions";
const OPEN_FINDER: &str = "\u{e009}k\u{e000}";

/// Waits until the link with this name is the only current one, and the document's title begins with it.
async fn current(browser: &Browser, name: &str, title: &str) {
    let script = "const nav = document.querySelector('nav[aria-label=Settings]');
        return [[...nav?.querySelectorAll('[aria-current=page]') ?? []].map((it) => it.textContent),
            document.title.startsWith(arguments[0])]";
    let what = format!("{name} being current");
    browser
        .until(&what, async || {
            let found = browser.script(script, vec![json!(title)]).await;
            (found == json!([[name], true])).then_some(())
        })
        .await;
}

/// Waits until no link has this name.
async fn closed(browser: &Browser, name: &str) {
    browser
        .until("the list being closed", async || {
            let there = browser.seek("link", name, false).await;
            there.is_none().then_some(())
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tabs_are_in_groups_and_reached_with_the_keyboard() {
    let (server, _) = server().await;
    let browser = owner_at_home(&server).await;
    browser.link("Settings").await;
    browser.has_value("Organization name", "Example Ltd").await;
    for group in [
        "Organization",
        "Sign-in and security",
        "User profiles",
        "Email",
        "Directory and network",
        "Integrations",
    ] {
        browser.heading(group).await;
    }
    let profile = "Organization profile";
    current(&browser, profile, "Organization profile · Settings").await;
    go_to(&browser, TAB, "Password aging").await;
    browser.keys(ENTER).await;
    browser.at("/admin/settings/password-aging").await;
    browser.heading("Password aging").await;
    let aging = "Password aging · Settings";
    current(&browser, "Password aging", aging).await;
    browser.script("history.back()", vec![]).await;
    browser.at("/admin/settings").await;
    browser.heading("Organization profile").await;

    // A panel belongs to its tab.
    browser.go("/admin/settings/hosts/new").await;
    browser.heading("Create host").await;
    current(&browser, "Linux hosts", "Create host").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_phone_they_are_behind_a_button() {
    let (server, _) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.look(360, 740, "light").await;
    browser.go("/admin/settings/passwords").await;
    browser.has_value("Minimum length", "12").await;
    lacks(&browser, "link", &["Lockout"]).await;
    let button = "Sign-in and security Passwords";
    browser.button(button).await;
    browser.find("link", "Lockout", false).await;
    let mut report = Report::new();
    for colors in ["light", "dark"] {
        browser.look(360, 740, colors).await;
        browser.still("the list of settings").await;
        let look = (360, 740, colors);
        report.note(&browser, "the list of settings", look).await;
    }
    let wide = "return document.documentElement.scrollWidth - innerWidth";
    let wider = browser.script(wide, vec![]).await;
    assert!(wider.as_i64().unwrap() <= 0, "{wider} pixels");

    browser.keys(ESCAPE).await;
    closed(&browser, "Lockout").await;
    browser.focused(button).await;
    browser.keys(ENTER).await;
    browser.link("Lockout").await;
    browser.at("/admin/settings/lockout").await;
    closed(&browser, "Passwords").await;
    browser.focused("Sign-in and security Lockout").await;

    // Unsaved changes are not lost.
    browser.fill("Failed attempts", "7").await;
    browser.button("Sign-in and security Lockout").await;
    browser.link("Passwords").await;
    browser.heading("Discard your changes?").await;
    browser.button("Keep editing").await;
    browser.at("/admin/settings/lockout").await;
    browser.has_value("Failed attempts", "7").await;
    browser.link("Passwords").await;
    browser.heading("Discard your changes?").await;
    browser.button("Discard changes").await;
    browser.at("/admin/settings/passwords").await;
    closed(&browser, "Lockout").await;
    report.assert_empty();
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tab_is_shown_and_found_only_with_its_permission() {
    let (server, owner) = server().await;
    let helper = help_desk_signed_in(&server, &owner).await;
    helper.go("/admin/settings").await;
    helper.find("link", "Webhooks", false).await;
    lacks(&helper, "link", &["API keys"]).await;
    helper.keys(OPEN_FINDER).await;
    helper.fill(FINDER, "tokens").await;
    helper.see("No results.").await;
    helper.finish().await;

    let browser = owner_at_home(&server).await;
    browser.keys(OPEN_FINDER).await;
    browser.fill(FINDER, "tokens").await;
    browser.find("option", "API keys", true).await;
    browser.keys(ENTER).await;
    browser.at("/admin/settings/api-keys").await;
    current(&browser, "API keys", "API keys · Settings").await;
    browser.finish().await;
}
