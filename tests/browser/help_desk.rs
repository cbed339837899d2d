//! A help desk administrator can help users sign in, and sees no other actions.

use client::Portal;

use crate::drive::Browser;
use crate::{ADA, help_desk_at_home, server};

/// Asserts that none of these elements is there.
pub async fn lacks(browser: &Browser, role: &str, names: &[&str]) {
    for name in names {
        let there = browser.seek(role, name, true).await;
        assert!(there.is_none(), "there is the {role} “{name}”");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sees_only_what_they_may() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    server.guess_until_locked(Portal::User, ADA).await;
    let me = owner.administrator_me().await.unwrap().id;
    let browser = help_desk_at_home(&server, &owner).await;

    // Users can be helped, not changed.
    browser.link("Users").await;
    browser.rows(1).await;
    lacks(&browser, "link", &["Create user"]).await;
    browser.button("Actions for ada").await;
    browser.find("menuitem", "Unlock", false).await;
    browser.find("menuitem", "Send reset", true).await;
    lacks(&browser, "menuitem", &["Suspend", "Delete", "Activate"]).await;
    browser.keys("\u{e00c}").await;
    browser.go(&format!("/admin/users/{}", user.id)).await;
    browser
        .see("You have view-only access to user details")
        .await;
    lacks(&browser, "button", &["Save user"]).await;
    let typed = "return [...document.querySelectorAll('[role=dialog] input[type=text]')]
        .filter((it) => it.checkVisibility() && !it.readOnly && !it.disabled).length";
    assert_eq!(
        browser.script(typed, vec![]).await,
        0,
        "fields to type into"
    );
    browser.button("Unlock").await;
    browser.see("ada unlocked").await;
    browser.button("Close").await;

    // Bulk actions: only those that are allowed for a single user.
    browser.click("checkbox", "Select ada").await;
    browser.button("Actions").await;
    browser.find("menuitem", "Unlock", false).await;
    lacks(
        &browser,
        "menuitem",
        &["Suspend", "Delete", "Activate", "Require MFA"],
    )
    .await;

    // Everything else is read-only.
    browser.go("/admin/administrators").await;
    browser.rows(2).await;
    lacks(&browser, "link", &["Invite administrator"]).await;
    for form in ["/admin/users/new", "/admin/administrators/new"] {
        browser.go(form).await;
        browser.heading("You don't have permission").await;
        lacks(&browser, "field", &["Company email", "Email"]).await;
    }
    browser.go(&format!("/admin/administrators/{me}")).await;
    browser.see("Only owners can change administrators").await;
    lacks(
        &browser,
        "button",
        &["Save administrator", "Actions for", "Send"],
    )
    .await;
    for settings in ["", "/passwords", "/lockout", "/user-portal"] {
        browser.go(&format!("/admin/settings{settings}")).await;
        browser.see("You have view-only access to settings").await;
        lacks(&browser, "button", &["Save changes"]).await;
    }
    browser.go("/admin/settings/api-keys").await;
    browser.see("Owners and managers only").await;
    lacks(&browser, "link", &["Create API key"]).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn is_offered_nothing_else_by_the_finder() {
    let (server, owner) = server().await;
    let browser = help_desk_at_home(&server, &owner).await;
    browser.click_part("button", "Search or go to").await;
    browser.heading("Search").await;
    browser.see("Password aging").await;
    for act in ["Create user", "Invite administrator", "Create API key"] {
        browser.see_no(act).await;
    }
    browser
        .fill("Search people, pages and actions", "create user")
        .await;
    browser.see("No results.").await;
    browser.finish().await;
}
