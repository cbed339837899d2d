//! Responses that arrive after their page was left, or while a person continues to type.

use harness::USER_PASSWORD;
use serde_json::json;

use crate::drive::Browser;
use crate::groups::group;
use crate::{ADA, NEW_PASSWORD, ada_at_home, owner_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_after_leaving_the_sign_in_page_stops_nothing() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    owner.suspend_user(ada.id).await.unwrap();
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.fill("Company email", ADA).await;
    browser.button("Continue").await;
    browser.fill("Password", USER_PASSWORD).await;
    browser.hold("/sign-in/password").await;
    browser.button("Sign in").await;
    browser.held().await;
    browser.link("Reset user password").await;
    browser.heading("Reset your password").await;
    browser.let_go().await;
    browser.fill("Company email", ADA).await;
    browser.button("Send reset request").await;
    browser.heading("Check your email").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_request_that_is_answered_late_stops_nothing() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/forgot-password").await;
    browser.fill("Company email", ADA).await;
    browser.hold("/password-reset").await;
    browser.button("Send reset request").await;
    browser.held().await;
    browser.link("Back to sign-in").await;
    browser.heading("Sign in").await;
    browser.let_go().await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading("Applications").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_that_is_answered_late_stops_nothing() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/forgot-password").await;
    browser.fill("Company email", ADA).await;
    browser.button("Send reset request").await;
    browser.heading("Check your email").await;
    server.mail_settled().await;
    let link = server.link_mailed_to(ADA, "reset your password").await;
    browser.go(&link).await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.fill("Confirm new password", NEW_PASSWORD).await;
    browser.hold("/links/set-password").await;
    browser.button("Reset password").await;
    browser.held().await;
    browser.link("Back to sign-in").await;
    browser.heading("Sign in").await;
    browser.let_go().await;
    browser.sign_in("Company email", ADA, NEW_PASSWORD).await;
    browser.heading("Applications").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_activation_is_sent_once_while_the_account_is_loading() {
    let (server, owner) = server().await;
    server.pending_user(&owner, ADA).await;
    let link = server.link_mailed_to(ADA, "activate").await;
    let browser = Browser::open(&server.origin).await;
    browser.go(&link).await;
    browser.fill("New password", USER_PASSWORD).await;
    browser.fill("Confirm new password", USER_PASSWORD).await;
    browser.hold("/api/v1/me").await;
    browser.button("Activate account").await;
    browser.held().await;
    // Its name has "Working…" in it by now.
    browser.click_part("button", "Activate account").await;
    browser.let_go().await;
    browser.heading("Applications").await;
    let sent = "return performance.getEntriesByType('resource')\
        .filter(it => it.name.endsWith('/links/set-password')).length";
    assert_eq!(browser.script(sent, vec![]).await, json!(1));
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_while_the_profile_is_being_saved_is_kept() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    browser.link("Profile").await;
    browser.heading("Profile").await;
    browser.fill("First name", "Ada").await;
    browser.hold("/api/v1/me").await;
    browser.button("Save changes").await;
    browser.held().await;
    browser.fill("Location", "London").await;
    browser.let_go().await;
    browser.see("Profile saved").await;
    browser.has_value("Location", "London").await;
    browser.see("You have unsaved changes.").await;
    browser.button("Save changes").await;
    browser.see_no("You have unsaved changes.").await;
    browser.reload().await;
    browser.has_value("First name", "Ada").await;
    browser.has_value("Location", "London").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_while_a_panel_is_being_saved_is_kept() {
    let (server, owner) = server().await;
    let made = group(&owner, "Engineering").await;
    let browser = owner_signed_in(&server).await;
    let details = format!("/admin/groups/{}?tab=details", made.id);
    browser.go(&details).await;
    browser.fill("Name", "Platform").await;
    browser.hold(&format!("/groups/{}", made.id)).await;
    browser.button("Save group").await;
    browser.held().await;
    browser.fill("Description", "Builds the product").await;
    browser.let_go().await;
    browser.see("Group saved").await;
    browser.has_value("Description", "Builds the product").await;
    browser.button("Save group").await;
    browser
        .until("the description", async || {
            let now = owner.group(made.id).await.unwrap();
            now.description.filter(|text| text == "Builds the product")
        })
        .await;
    browser.finish().await;
    assert_eq!(owner.group(made.id).await.unwrap().name, "Platform");
}
