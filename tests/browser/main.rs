//! Both apps in Chromium, as people use them: with the assets of a release and the real
//! Content-Security-Policy. At the end of each test the console must have no complaint.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "in a test, that is how it fails"
)]

mod a_year;
mod accessibility;
mod added_applications;
mod administrator;
mod administrator_links;
mod administrator_sessions;
mod administrators_managed;
mod appearance;
mod application_passwords;
mod applications;
mod bulk;
mod bulk_jobs;
mod company_email;
mod conflicts;
mod connected_applications;
mod continued;
mod dead_ends;
mod devices;
mod directory;
mod events;
mod events_live;
mod exports;
mod factors;
mod facts;
mod failed_requests;
mod fetched_later;
mod first_paint;
mod go_to;
mod grouped_users;
mod groups;
mod help_desk;
mod helping_users;
mod home;
mod hostile_text;
mod imports;
mod keyboard;
mod keyboard_rows;
mod keyboard_saml;
mod known_browsers;
mod large_text;
mod late_answers;
mod lists;
mod mail_templates;
mod network_access;
mod no_answer;
mod opened_applications;
mod over_screens;
mod posted_responses;
mod reloads_and_tabs;
mod saml_applications;
mod scheduled_changes;
mod screens;
mod second_links;
mod security_settings;
mod set_up;
mod settings;
mod settings_kept;
mod settings_navigation;
mod shown_once;
mod sign_in_diagnosed;
mod sign_in_refused;
mod sign_on_settings;
mod sign_up;
mod signed_out;
mod ssh_keys;
mod terms;
mod times;
mod unsaved_edits;
mod user;
mod user_attributes;
mod user_sessions;
mod views;
mod webhooks;
mod without_scripts;

use client::{Client, Portal};
use harness::drive::{self, Browser};
use harness::{ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD};
use rules::role::Role;

/// The user in these tests.
pub const ADA: &str = "ada@example.com";
/// Another password that follows the policy.
pub const NEW_PASSWORD: &str = "analytical engine 1843";
/// A name of 100 characters, the longest that most things can have, without a place to break the line.
pub const LONG_NAME: &str = "Donaudampfschifffahrtselektrizitaetenhauptbetriebs\
    werkbauunterbeamtengesellschaftRindfleischetiketti";

/// Starts a server on SQLite with one organization. Returns it with its owner's API client.
pub async fn server() -> (TestServer, Client) {
    let server = TestServer::start(Backend::Sqlite).await;
    let owner = server.owner().await;
    (server, owner)
}

/// Opens a browser in which Ada is signed in to the User Portal. It shows no page of the portal yet.
pub async fn ada_signed_in(server: &TestServer) -> Browser {
    let browser = Browser::open(&server.origin).await;
    browser.open_session(Portal::User, ADA, USER_PASSWORD).await;
    browser
}

/// The same, with the first page open.
pub async fn ada_at_home(server: &TestServer) -> Browser {
    let browser = ada_signed_in(server).await;
    browser.go("/").await;
    browser.heading("Applications").await;
    browser
}

/// Adds Helen to the help desk. Opens a browser in which she is signed in to the Admin Portal. It shows no
/// page of the portal yet.
pub async fn help_desk_signed_in(server: &TestServer, owner: &Client) -> Browser {
    let email = "helen@example.com";
    server.administrator(owner, email, Role::HelpDesk).await;
    administrator_signed_in(server, email).await
}

/// The same, with the first page open.
pub async fn help_desk_at_home(server: &TestServer, owner: &Client) -> Browser {
    let browser = help_desk_signed_in(server, owner).await;
    browser.go("/admin/").await;
    browser.heading("Hello, Help").await;
    browser
}

/// Opens a browser in which the owner is signed in to the Admin Portal. It shows no page of the portal yet.
pub async fn owner_signed_in(server: &TestServer) -> Browser {
    administrator_signed_in(server, &server.owner_email).await
}

/// The same, with the first page open.
pub async fn owner_at_home(server: &TestServer) -> Browser {
    let browser = owner_signed_in(server).await;
    browser.go("/admin/").await;
    browser.heading("Hello, Olivia").await;
    browser
}

/// Opens a browser in which this administrator is signed in to the Admin Portal. It shows no page of the
/// portal yet.
pub async fn administrator_signed_in(server: &TestServer, email: &str) -> Browser {
    let browser = Browser::open(&server.origin).await;
    browser
        .open_session(Portal::Admin, email, ADMINISTRATOR_PASSWORD)
        .await;
    browser
}
