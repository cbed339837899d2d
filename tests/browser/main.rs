//! Both apps in Chromium, as people use them: the assets of a release, the real
//! Content-Security-Policy, and at the end of each test a console without a complaint.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test, that is how it fails"
)]

mod accessibility;
mod administrator;
mod administrator_links;
mod administrator_sessions;
mod administrators_managed;
mod bulk;
mod dead_ends;
mod drive;
mod events;
mod factors;
mod fetched_later;
mod go_to;
mod help_desk;
mod helping_users;
mod hostile_text;
mod keyboard;
mod lists;
mod no_answer;
mod over_screens;
mod screens;
mod security_settings;
mod set_up;
mod settings;
mod sign_in_refused;
mod unsaved_edits;
mod user;
mod user_sessions;
mod without_scripts;
mod years;

use client::Client;
use drive::Browser;
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD};

/// A user of every test that needs one.
pub const ADA: &str = "ada@example.com";
/// Another password that keeps the rules.
pub const NEW_PASSWORD: &str = "analytical engine 1843";

/// A server on SQLite with one organization, and its owner's API client.
pub async fn server() -> (TestServer, Client) {
    let server = TestServer::start(Backend::Sqlite).await;
    let owner = server.owner().await;
    (server, owner)
}

/// A browser in which Ada is signed in to the User Portal.
pub async fn ada_signed_in(server: &TestServer) -> Browser {
    let browser = Browser::open(&server.origin).await;
    browser.go("/sign-in").await;
    browser.sign_in("Company email", ADA, USER_PASSWORD).await;
    browser.heading("Applications").await;
    browser
}

/// A browser in which the owner is signed in to the Admin Portal.
pub async fn owner_signed_in(server: &TestServer) -> Browser {
    let browser = Browser::open(&server.origin).await;
    browser.go("/admin/sign-in").await;
    let email = &server.owner_email;
    browser
        .sign_in("Email", email, ADMINISTRATOR_PASSWORD)
        .await;
    browser.heading("Hello, Olivia").await;
    browser
}
