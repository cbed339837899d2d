//! The second download of an app, and the message if it fails.

use harness::ADMINISTRATOR_PASSWORD;

use crate::drive::Browser;
use crate::server;

/// The module with the pages behind the administrators' sign-in.
const FRAME: &str = "*/split_frame*.wasm";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_is_told_that_the_pages_could_not_be_fetched() {
    let (server, _) = server().await;
    let browser = Browser::open(&server.origin).await;
    browser.block(&[FRAME]).await;
    browser.go("/admin/sign-in").await;
    let email = &server.owner_email;
    browser
        .sign_in("Email", email, ADMINISTRATOR_PASSWORD)
        .await;
    browser.heading("This page could not be loaded").await;
    browser.see("a new version has just been installed").await;
    let said = browser.console().await;
    assert!(
        said.iter().any(|line| line.contains("later.js")),
        "{said:#?}"
    );

    browser.block(&[]).await;
    browser.button("Try again").await;
    browser.heading("Hello, Olivia").await;
    browser.finish().await;
}
