//! A refused sign-in shows why, and what to do.

use std::time::Duration;

use client::Portal;
use contract::users::SetTemporaryPassword;
use harness::{AuthenticatorApp, USER_PASSWORD};
use serde_json::json;

use crate::drive::Browser;
use crate::{ADA, NEW_PASSWORD, owner_signed_in, server};

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
        // From the first one on: somebody else may have locked the account.
        browser.see("your account may be locked").await;
    }
    // The right password is not verified for a minute; then the page shows why.
    server.clock.advance(Duration::from_secs(61));
    with_password(&browser, USER_PASSWORD).await;
    browser.heading("Your account is locked").await;
    browser.see("Too many wrong passwords.").await;
    browser.see("It unlocks automatically").await;
    browser.find("link", "Reset user password", false).await;
    // A person who gave the right password sees it again.
    browser.button("Try again").await;
    with_password(&browser, USER_PASSWORD).await;
    browser.heading("Your account is locked").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_is_locked_at_the_factor_continues_at_the_password() {
    let (server, owner) = server().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let app = AuthenticatorApp::add(&server, &ada).await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    let code = "Code from your authenticator app";
    for _ in 0..5 {
        browser.enter_code(code, "000000").await;
        browser.see("The code is incorrect").await;
    }
    browser.enter_code(code, "000000").await;
    browser.heading("Your account is locked").await;
    browser.see("Too many wrong codes or passkeys.").await;
    // The right password shows the lock again, although none is verified in this minute.
    browser.button("Try again").await;
    browser.heading("Enter your password").await;
    with_password(&browser, USER_PASSWORD).await;
    browser.heading("Your account is locked").await;
    browser.see("Too many wrong codes or passkeys.").await;

    // When the lock is over, the sign-in continues there.
    owner.unlock_user(user.id).await.unwrap();
    // Each code works once, and the current one set up the app.
    server.clock.advance(Duration::from_secs(61));
    browser.button("Try again").await;
    with_password(&browser, USER_PASSWORD).await;
    browser.heading("Verify it's you").await;
    browser.enter_code(code, &app.code(&server)).await;
    browser.heading("Applications").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_whose_cookie_is_gone_says_what_to_do() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.fill("Company email", ADA).await;
    browser.button("Continue").await;
    browser.heading("Enter your password").await;
    browser
        .devtools("Network.clearBrowserCookies", &json!({}))
        .await;
    with_password(&browser, USER_PASSWORD).await;
    browser.heading("Sign in").await;
    browser.see("allow cookies for this site").await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading("Applications").await;
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
        .see("Contact your administrator if you think this is a mistake.")
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
    browser.fill("Confirm new password", NEW_PASSWORD).await;
    browser.button("Save and sign in").await;
    browser.at("/profile").await;
    browser.heading("Profile").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn back_leads_from_the_password_to_the_email() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in?return_to=/profile").await;
    browser.fill("Company email", ADA).await;
    browser.button("Continue").await;
    browser.heading("Enter your password").await;
    browser.script("history.back()", vec![]).await;
    browser.heading("Sign in").await;
    browser.has_value("Company email", ADA).await;
    browser.button("Continue").await;
    with_password(&browser, USER_PASSWORD).await;
    browser.heading("Profile").await;
    // The page that follows the sign-in has the focus, not the body.
    browser
        .until("the focus on the heading", async || {
            let script = "return document.activeElement.tagName";
            (browser.script(script, vec![]).await == "H1").then_some(())
        })
        .await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_locks_a_user_and_says_why() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let admin = owner_signed_in(&server).await;
    admin.go(&format!("/admin/users/{}", ada.id)).await;
    admin.menu("Actions for ada", "Lock").await;
    admin.heading("Lock ada?").await;
    admin
        .fill("Reason", "Your laptop was reported stolen")
        .await;
    admin.button("Lock user").await;
    admin.see("ada locked and signed out").await;
    admin.see("This user is locked out").await;
    admin.see("Reason: Your laptop was reported stolen.").await;
    admin.see("Locked by Olivia Owner.").await;
    admin.finish().await;

    server.clock.advance(Duration::from_secs(61));
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.fill("Company email", ADA).await;
    browser.button("Continue").await;
    with_password(&browser, USER_PASSWORD).await;
    browser.heading("Your account is locked").await;
    browser.see("An administrator locked it").await;
    browser.see("Reason: Your laptop was reported stolen").await;
    browser.finish().await;
}
