//! Secrets that are shown once: they are not left by mistake, and copying them says what happened.

use crate::drive::Browser;
use crate::{ADA, ada_at_home, owner_at_home, server};

const QUESTION: &str = "Leave without saving the secret?";

/// Shows a new application password.
async fn create_password(browser: &Browser) {
    browser.link("Security").await;
    browser.button("Create an application password").await;
    browser.fill("Device or program", "Mail on my phone").await;
    browser.button("Create password").await;
    browser.see("Shown only once.").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_password_is_left_after_a_question() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    create_password(&browser).await;
    let secret = browser.value("Application password").await;
    browser.link("Profile").await;
    browser.heading(QUESTION).await;
    browser.button("Stay").await;
    browser.has_value("Application password", &secret).await;
    browser.button("Done").await;
    browser.see("Mail on my phone").await;
    browser.link("Profile").await;
    browser.heading("Profile").await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_panel_of_an_api_key_is_closed_after_a_question() {
    let (server, _) = server().await;
    let browser = owner_at_home(&server).await;
    browser.link("Settings").await;
    browser.link("API keys").await;
    browser.link("Create API key").await;
    browser.fill("Name", "HR import").await;
    browser.button("Create API key").await;
    browser.heading("Your new API key").await;
    let key = browser.value("HR import").await;
    browser.button("Close").await;
    browser.heading(QUESTION).await;
    browser.button("Stay").await;
    browser.has_value("HR import", &key).await;
    browser.button("Close").await;
    browser.button("Leave").await;
    browser.find("row", "HR import", true).await;
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn copying_that_the_browser_refuses_is_not_confirmed() {
    let (server, owner) = server().await;
    server.active_user(&owner, ADA).await;
    let browser = ada_at_home(&server).await;
    create_password(&browser).await;
    let refuse = "navigator.clipboard.writeText =\
        () => Promise.reject(new DOMException('Refused', 'NotAllowedError'))";
    browser.script(refuse, vec![]).await;
    browser.button("Copy Application password").await;
    browser
        .see("The browser did not allow copying. Select the text and copy it yourself.")
        .await;
    assert!(!browser.text().await.contains("Copied"));
    browser.button("Done").await;
    browser.finish().await;
}
