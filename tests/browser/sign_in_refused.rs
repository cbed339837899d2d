//! A sign-in that does not go through says why, and what to do.

use std::time::Duration;

use contract::users::SetTemporaryPassword;
use harness::USER_PASSWORD;

use crate::drive::Browser;
use crate::{ADA, NEW_PASSWORD, server};

async fn with_password(browser: &Browser, password: &str) {
    browser.fill("Password", password).await;
    browser.button("Sign in").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_and_a_locked_account() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.fill("Company email", ADA).await;
    browser.button("Continue").await;
    for n in 0..7 {
        with_password(&browser, &format!("not the password {n}")).await;
        browser.see("The email or password is incorrect").await;
    }
    // The right one is not looked at for a minute, and then the page tells why.
    server.clock.advance(Duration::from_secs(61));
    with_password(&browser, USER_PASSWORD).await;
    browser.heading("Your account is locked").await;
    browser
        .see("A wrong password was entered too many times.")
        .await;
    browser.see("It unlocks by itself").await;
    browser.find("link", "Reset user password", false).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_suspended_account_is_told_with_the_right_password_only() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    owner.suspend_user(user.id).await.unwrap();
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.fill("Company email", ADA).await;
    browser.button("Continue").await;
    with_password(&browser, "not the password").await;
    browser.see("The email or password is incorrect").await;
    with_password(&browser, USER_PASSWORD).await;
    browser.heading("Your account is suspended").await;
    browser
        .see("Contact your administrator if you think that this is a mistake.")
        .await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_temporary_password_has_to_be_replaced() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let body = SetTemporaryPassword { password: None };
    let set = owner.set_temporary_password(user.id, &body).await.unwrap();
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in?return_to=/profile").await;
    let temporary = set.password.unwrap();
    browser.sign_in("Company email", ADA, &temporary).await;
    browser.heading("Choose a new password").await;
    browser
        .see("You signed in with a temporary password.")
        .await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.fill("Repeat the new password", NEW_PASSWORD).await;
    browser.button("Save and sign in").await;
    browser.at("/profile").await;
    browser.heading("Profile").await;
    browser.finish().await;
}
