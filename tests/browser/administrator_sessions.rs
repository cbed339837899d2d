//! The start and end of an administrator's session, also with network failures.

use std::time::Duration;

use harness::ADMINISTRATOR_PASSWORD;

use crate::drive::Browser;
use crate::{ADA, owner_at_home, owner_signed_in, server};

const ACCOUNT: &str = "Account of Olivia Owner (OO)";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_an_answer_nobody_is_signed_out() {
    let (server, _) = server().await;
    let browser = owner_at_home(&server).await;
    browser.block(&["*/admin/session"]).await;
    browser.menu(ACCOUNT, "Sign out").await;
    browser
        .see("You are still signed in; the server didn't respond.")
        .await;
    browser.heading("Hello, Olivia").await;
    browser.block(&[]).await;
    browser.link("Users").await;
    browser.see("No users yet").await;

    browser.menu(ACCOUNT, "Sign out").await;
    browser.see("You are signed out.").await;
    browser.at("/admin/sign-in").await;
    browser.reload().await;
    browser.heading("Administrator sign-in").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_has_ended_says_so_and_leads_back() {
    let (server, owner) = server().await;
    let browser = owner_at_home(&server).await;
    // A page without pending requests: a pending one would fail first.
    browser.link("Administrators").await;
    browser.find("link", "Olivia Owner", true).await;
    owner.end_my_other_sessions().await.unwrap();
    browser.link("Users").await;
    browser.at("/admin/sign-in?return_to=/admin/users").await;
    browser.see("Your session has ended.").await;
    browser
        .sign_in("Email", &server.owner_email, ADMINISTRATOR_PASSWORD)
        .await;
    browser.see("No users yet").await;
    browser.at("/admin/users").await;
    browser.menu(ACCOUNT, "Sign out").await;
    browser.see("You are signed out.").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_cannot_be_loaded_after_the_password_says_why() {
    let (server, _) = server().await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/admin/sign-in").await;
    browser.fill("Email", &server.owner_email).await;
    browser.button("Continue").await;
    browser.fill("Password", ADMINISTRATOR_PASSWORD).await;
    browser.block(&["*/admin/me"]).await;
    browser.button("Sign in").await;
    browser.heading("This page could not be loaded").await;
    browser.see("There is no connection to the server.").await;
    browser.block(&[]).await;
    browser.button("Try again").await;
    browser.heading("Hello, Olivia").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_sessions_end_after_a_question() {
    let (server, owner) = server().await;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/account").await;
    browser.see("This browser").await;
    browser.button("End all others").await;
    browser.heading("End 1 other session?").await;
    browser.button("Cancel").await;
    assert_eq!(owner.my_sessions().await.unwrap().total, 2);
    browser.button("End all others").await;
    browser.button("End 1 other session").await;
    browser.see("1 session ended").await;
    assert!(owner.my_sessions().await.is_err());
    browser.reload().await;
    browser.see("This browser").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_is_kept_when_a_session_ends_but_no_password() {
    let (server, owner) = server().await;
    let ada = server.active_user(&owner, ADA).await;
    let browser = owner_signed_in(&server).await;
    browser.go(&format!("/admin/users/{}", ada.id)).await;
    browser.fill("Job title", "Analyst").await;
    browser.button("Set temporary password").await;
    browser.click_part("radio", "Enter a password").await;
    browser
        .fill("Temporary password", "paper lantern orbit")
        .await;
    browser.button("Show password").await;
    owner.end_my_other_sessions().await.unwrap();
    let focus = "window.dispatchEvent(new FocusEvent('focus'))";
    browser.script(focus, vec![]).await;
    browser.see("Your session has ended.").await;
    browser
        .sign_in("Email", &server.owner_email, ADMINISTRATOR_PASSWORD)
        .await;
    browser.has_value("Job title", "Analyst").await;
    browser.button("Set temporary password").await;
    browser.click_part("radio", "Enter a password").await;
    browser.has_value("Temporary password", "").await;
    // The form would be filled in two frames after it is shown.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(browser.value("Temporary password").await, "");
    browser.finish().await;
}
