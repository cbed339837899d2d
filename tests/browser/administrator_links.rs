//! Invitations and password resets of administrators.

use harness::ADMINISTRATOR_PASSWORD;

use crate::drive::Browser;
use crate::{NEW_PASSWORD, owner_at_home, server};

const MONA: &str = "mona@example.com";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_makes_an_administrator_who_is_signed_in() {
    let (server, _) = server().await;
    let browser = owner_at_home(&server).await;
    browser.link("Administrators").await;
    browser.heading("Administrators").await;
    browser.link("Invite administrator").await;
    browser.fill("Name", "Mona Manager").await;
    browser.fill("Email", MONA).await;
    browser.click_part("radio", "Manager").await;
    browser.button("Send invitation").await;
    browser
        .see("An invitation is on its way to mona@example.com")
        .await;
    browser
        .find("row", "mona@example.com Manager Invited", true)
        .await;

    let link = server.link_mailed_to(MONA, "invited").await;
    let mona = Browser::open(&server.origin).await;
    mona.go(&link).await;
    mona.heading("Join Example Ltd").await;
    mona.fill("New password", NEW_PASSWORD).await;
    mona.fill("Confirm new password", NEW_PASSWORD).await;
    mona.button("Accept and sign in").await;
    mona.see("Accept the terms of service to continue").await;
    mona.click_part("checkbox", "I accept the terms of service")
        .await;
    mona.button("Accept and sign in").await;
    mona.heading("Hello, Mona").await;
    mona.at("/admin/").await;
    mona.reload().await;
    mona.heading("Hello, Mona").await;
    mona.go("/admin/administrators").await;
    mona.find("row", "Mona Manager", true).await;
    assert!(
        mona.seek("link", "Invite administrator", false)
            .await
            .is_none()
    );
    mona.finish().await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_resets_a_forgotten_password() {
    let (server, _) = server().await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/admin/users").await;
    browser.at("/admin/sign-in?return_to=/admin/users").await;
    browser.link("Reset administrator password").await;
    browser.fill("Email", &server.owner_email).await;
    browser.button("Send reset email").await;
    browser.heading("Check your email").await;

    let link = server.link_mailed_to(&server.owner_email, "reset").await;
    browser.go(&link).await;
    browser.heading("Choose a new password").await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.fill("Confirm new password", NEW_PASSWORD).await;
    browser.button("Reset password").await;
    browser.see("Accept the terms of service to continue").await;
    browser
        .click_part("checkbox", "I accept the terms of service")
        .await;
    browser.button("Reset password").await;
    browser.heading("Password reset was successful").await;
    browser.link("Sign in").await;
    browser
        .sign_in("Email", &server.owner_email, ADMINISTRATOR_PASSWORD)
        .await;
    browser.see("Check both, or reset your password").await;
    browser.fill("Password", NEW_PASSWORD).await;
    browser.button("Sign in").await;
    browser.heading("Hello, Olivia").await;
    browser.go(&link).await;
    browser
        .heading("This link has already been used or has expired")
        .await;
    browser.finish().await;
}
