//! Invalid links and forgotten passwords.

use std::time::Duration;

use contract::change::Change;
use contract::organization::UpdateOrganization;
use harness::USER_PASSWORD;

use crate::drive::Browser;
use crate::{ADA, NEW_PASSWORD, server};

const DEAD: &str = "This link has already been used or has expired";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_used_and_an_expired_link_say_what_to_do() {
    let (server, owner) = server().await;
    server.active_user(&owner, "charles@example.com").await;
    let used = server
        .link_mailed_to("charles@example.com", "activate")
        .await;
    server.pending_user(&owner, ADA).await;
    let link = server.link_mailed_to(ADA, "activate").await;
    let expired = Browser::open(&server.origin).await;
    expired.go(&link).await;
    expired.heading("Welcome, ada").await;
    server
        .clock
        .advance(Duration::from_secs(7 * 24 * 60 * 60 + 1));
    expired.fill("New password", USER_PASSWORD).await;
    expired.fill("Confirm new password", USER_PASSWORD).await;
    expired.button("Activate account").await;
    expired.heading(DEAD).await;
    expired.find("link", "Sign in", false).await;
    expired.link("Reset user password").await;
    expired.heading("Reset your password").await;
    expired.finish().await;

    let browser = Browser::open(&server.origin).await;
    browser.go(&used).await;
    browser.heading(DEAD).await;
    browser
        .see("If you have already chosen a password, sign in with it.")
        .await;
    let contact = UpdateOrganization {
        contact_email: Change::Set("help@example.com".to_owned()),
        ..UpdateOrganization::default()
    };
    let owner = server.owner().await;
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &contact).await.unwrap();
    browser.go("/activate").await;
    browser.heading("This link is incomplete").await;
    browser.see("Example Ltd").await;
    browser.find("link", "help@example.com", false).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forgotten_password_is_reset_by_mail() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.link("Reset user password").await;
    browser.fill("Company email", ADA).await;
    browser.button("Send reset request").await;
    browser.heading("Check your email").await;

    let link = server.link_mailed_to(ADA, "reset your password").await;
    browser.go(&link).await;
    browser.heading("Choose a new password").await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.fill("Confirm new password", NEW_PASSWORD).await;
    browser.button("Reset password").await;
    browser.heading("Password reset was successful").await;
    browser.link("Sign in").await;
    browser.sign_in("Company email", ADA, NEW_PASSWORD).await;
    browser.heading("Applications").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_address_sees_the_same_page() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    let mut shown = Vec::new();
    for email in [ADA, "eve@example.com"] {
        browser.go("/forgot-password").await;
        browser.fill("Company email", email).await;
        browser.button("Send reset request").await;
        browser.heading("Check your email").await;
        browser.see("No email after a few minutes?").await;
        shown.push(browser.text().await.replace(email, "the address"));
    }
    assert_eq!(shown[0], shown[1]);
    server.mail_settled().await;
    assert_eq!(server.mails("eve@example.com", ""), 0);
    browser.finish().await;
}
