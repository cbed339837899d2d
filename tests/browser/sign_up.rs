//! Signing up an organization in the Admin Portal.

use harness::{ADMINISTRATOR_PASSWORD, Backend, TestDatabase, TestServer};

use crate::accessibility::Report;
use crate::drive::Browser;

const OLIVIA: &str = "olivia@example.org";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_signs_up_an_organization() {
    let database = TestDatabase::installed(Backend::Sqlite).await;
    let server = TestServer::start_on(database, |config| {
        config.server.organization_sign_up = true;
    })
    .await;
    let browser = Browser::open(&server.origin).await;
    let mut report = Report::new();
    browser.go("/admin/sign-in").await;
    browser.link("Create an organization").await;
    browser.heading("Create an organization").await;
    browser.button("Send link").await;
    browser.see("Enter the name of your organization").await;
    report.now(&browser, "a sign-up without a name").await;
    browser.fill("Organization name", "Brass & Sons").await;
    browser.fill("Your name", "Olivia Owner").await;
    browser.fill("Your email", OLIVIA).await;
    browser.button("Send link").await;
    browser.heading("Check your email").await;
    report.now(&browser, "a sign-up to confirm").await;

    let link = server
        .link_mailed_to(OLIVIA, "confirm your email address")
        .await;
    browser.go(&link).await;
    browser.heading("Create Brass & Sons").await;
    browser.fill("New password", ADMINISTRATOR_PASSWORD).await;
    browser
        .fill("Confirm new password", ADMINISTRATOR_PASSWORD)
        .await;
    browser.button("Create organization").await;
    browser.see("Accept the terms of service to continue").await;
    report
        .now(&browser, "a confirmation without the terms")
        .await;
    browser
        .click_part("checkbox", "I accept the terms of service")
        .await;
    browser.button("Create organization").await;
    browser.heading("Your organization is ready").await;
    report.now(&browser, "an organization that is ready").await;
    report.assert_empty();
    browser.link("Sign in").await;
    browser
        .sign_in("Email", OLIVIA, ADMINISTRATOR_PASSWORD)
        .await;
    browser.heading("Hello, Olivia").await;
    browser.see("Brass & Sons").await;

    let again = Browser::open(&server.origin).await;
    again.go(&link).await;
    again
        .heading("This link has already been used or has expired")
        .await;
    again.link("Sign up again").await;
    again.heading("Create an organization").await;
    again.finish().await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_does_not_allow_it_says_so() {
    let server = TestServer::start(Backend::Sqlite).await;
    let browser = Browser::open(&server.origin).await;
    browser.go("/admin/sign-in").await;
    browser.heading("Administrator sign-in").await;
    browser.see("User Portal sign-in").await;
    browser.see_no("Create an organization").await;
    browser.go("/admin/sign-up").await;
    browser.fill("Organization name", "Brass & Sons").await;
    browser.fill("Your name", "Olivia Owner").await;
    browser.fill("Your email", OLIVIA).await;
    browser.button("Send link").await;
    browser.heading("Sign-up is off on this server").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_suspended_organization_is_told_after_the_password() {
    let server = TestServer::start(Backend::Sqlite).await;
    let owner = server.owner().await;
    let id = owner.organization().await.unwrap().id;
    let suspended = identity::organizations::suspend(&server.running.context, id);
    suspended.await.unwrap();
    let browser = Browser::open(&server.origin).await;
    browser.go("/admin/sign-in").await;
    browser
        .sign_in("Email", &server.owner_email, ADMINISTRATOR_PASSWORD)
        .await;
    browser.heading("Your organization is suspended").await;
    browser.finish().await;
}
