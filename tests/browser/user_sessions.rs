//! A user's sessions, signing out, and signing in again.

use harness::USER_PASSWORD;

use crate::drive::Browser;
use crate::{ADA, ada_at_home, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_ended_session_is_over_in_the_other_browser() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let other = ada_at_home(&server).await;
    let browser = ada_at_home(&server).await;
    browser.link("Security").await;
    browser.see("This browser").await;
    // The activation by the harness created a session too; all except this one end.
    browser.button("End all others").await;
    browser.click_part("button", "other sessions").await;
    browser.see("sessions ended").await;

    other.link("Security").await;
    other.at("/sign-in?return_to=/security").await;
    other.see("Your session has ended.").await;
    other.finish().await;
    browser.reload().await;
    browser.heading("Security").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_session_of_the_list_can_be_ended() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    browser.link("Security").await;
    browser
        .click_part("button", "End the session in Firefox")
        .await;
    browser.see("Session ended").await;
    browser.see_no("End the session in Firefox").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tab_does_not_turn_into_who_signed_in_in_another() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    server.active_user(&owner, "eve@example.com").await;
    let browser = ada_at_home(&server).await;
    let adas = browser.new_tab().await;
    browser.go("/").await;
    browser.menu("Account of ada (A)", "Sign out").await;
    browser.see("You are signed out.").await;
    browser
        .sign_in("Company email", "eve@example.com", USER_PASSWORD)
        .await;
    browser.find("button", "Account of eve (E)", false).await;
    let eves = browser.client.window().await.unwrap();

    browser.to_tab(adas).await;
    browser.at("/sign-in").await;
    browser.see("You are signed out.").await;

    // Eve's session continues.
    browser.to_tab(eves).await;
    browser.link("Security").await;
    browser.see("This browser").await;
    browser.find("button", "Account of eve (E)", false).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_was_asked_for_comes_after_the_sign_in() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/security").await;
    browser.at("/sign-in?return_to=/security").await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.at("/security").await;
    browser.heading("Security").await;

    browser.menu("Account of ada (A)", "Sign out").await;
    browser.see("You are signed out.").await;
    browser.go("/profile").await;
    browser.at("/sign-in?return_to=/profile").await;
    browser.finish().await;
}
