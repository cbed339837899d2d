//! What a person reads after a sign-out that an application has begun.

use harness::{RelyingParty, web};

use crate::accessibility::Report;
use crate::drive::Browser;
use crate::{ADA, ada_signed_in, server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_says_what_the_person_is_signed_out_of() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let application = RelyingParty::named(&server, &owner, "Wiki", web()).await;
    let browser = ada_signed_in(&server).await;
    let logout = format!("/oidc/logout?client_id={}", application.client_id);
    browser.go(&logout).await;
    browser.heading("Sign out?").await;
    browser.see("Wiki asks you to sign out here").await;
    browser.button("Sign out").await;
    browser
        .heading("You are signed out of Wiki and of Latchkey")
        .await;
    let mut report = Report::new();
    report.now(&browser, "the page after a sign-out").await;
    report.assert_empty();
    browser.link("Sign in again").await;
    browser.find("field", "Company email", false).await;
    browser.finish().await;

    // Without a session, the page names no application.
    let stranger = Browser::open(&server.origin).await;
    stranger.go(&logout).await;
    stranger.heading("You are signed out of Latchkey").await;
    stranger.finish().await;
}
