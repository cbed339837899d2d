//! Setting up the first organization of a server.

use harness::{ADMINISTRATOR_PASSWORD, Backend, TestDatabase, TestServer};

use crate::drive::Browser;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_set_up_link_makes_the_first_organization_once() {
    let database = TestDatabase::new(Backend::Sqlite).await;
    let server = TestServer::start_empty(database, |_| {}).await;
    let context = &server.running.context;
    let link = identity::set_up::link_if_empty(context).await.unwrap();
    let link = link.expect("a link while there is no organization");
    let browser = Browser::open(&server.origin).await;
    browser.go(&link).await;
    browser.heading("Set up Latchkey").await;
    browser.button("Create organization").await;
    browser.see("Enter the name of your organization").await;
    fill(&browser).await;
    browser.button("Create organization").await;
    browser.see("Accept the terms of service to continue").await;
    browser
        .click_part("checkbox", "I accept the terms of service")
        .await;
    browser.button("Create organization").await;
    browser.heading("Your organization is ready").await;
    browser.link("Sign in").await;
    browser
        .sign_in("Email", "olivia@example.com", ADMINISTRATOR_PASSWORD)
        .await;
    browser.heading("Hello, Olivia").await;
    browser.see("Brass & Sons").await;

    let again = Browser::open(&server.origin).await;
    again.go(&link).await;
    fill(&again).await;
    again
        .click_part("checkbox", "I accept the terms of service")
        .await;
    again.button("Create organization").await;
    again
        .heading("This link has already been used or has expired")
        .await;
    again.finish().await;
    browser.finish().await;
}

async fn fill(browser: &Browser) {
    browser.fill("Organization name", "Brass & Sons").await;
    browser.fill("Your name", "Olivia Owner").await;
    browser.fill("Your email", "olivia@example.com").await;
    browser.fill("New password", ADMINISTRATOR_PASSWORD).await;
    browser
        .fill("Confirm new password", ADMINISTRATOR_PASSWORD)
        .await;
}
