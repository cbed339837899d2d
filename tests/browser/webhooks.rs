//! Webhooks in the settings: created with chosen events, tested, and looked at.

use std::time::Duration;

use contract::page::ListQuery;
use harness::{Backend, TestDatabase, TestServer, WebhookReceiver, until};

use crate::accessibility::Report;
use crate::{LONG_NAME, owner_signed_in};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_is_created_tested_and_replayed() {
    let database = TestDatabase::installed(Backend::Sqlite).await;
    let server = TestServer::start_on(database, |config| {
        config.server.webhook_networks = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let owner = server.owner().await;
    let receiver = WebhookReceiver::start(&["200 OK", "200 OK", "500 Internal Server Error"]);
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    browser.go("/admin/settings/webhooks").await;
    browser.see("No webhooks").await;
    browser.link("Create webhook").await;
    browser.heading("Create webhook").await;
    browser.fill("Name", "Monitoring").await;
    browser.fill("Address", &receiver.url).await;
    browser.click("checkbox", "All events").await;
    browser.button("Create webhook").await;
    browser
        .see("Choose at least one event type, or all events")
        .await;
    report.now(&browser, "a webhook without events").await;
    browser.click("checkbox", "User created").await;
    browser.button("Create webhook").await;
    browser.see("Copy it now").await;
    report.now(&browser, "the secret of a webhook").await;
    browser.button("Done").await;
    browser.see("1 event type").await;

    browser.menu("Actions for Monitoring", "Edit").await;
    browser.has_value("Address", &receiver.url).await;
    browser.fill("Name", LONG_NAME).await;
    browser.button("Save changes").await;
    browser.see(&format!("{LONG_NAME} is saved")).await;

    let actions = format!("Actions for {LONG_NAME}");
    browser.menu(&actions, "Send test").await;
    assert_eq!(receiver.next().await.json()["type"], "webhook.test");
    server.pending_user(&owner, "ada@example.com").await;
    let sent = receiver.next().await;
    assert_eq!(sent.json()["type"], "user.created");
    browser.reload().await;
    browser.link("User created").await;
    browser.see("I say 200 OK").await;
    browser.button("Replay").await;
    assert_eq!(receiver.next().await.id(), sent.id());
    until(Duration::from_secs(15), "the failure", async || {
        let log = owner.webhook_deliveries(&ListQuery::default()).await;
        let mut log = log.unwrap().items.into_iter();
        log.find(|one| one.last_error.is_some())
    })
    .await;
    browser.reload().await;
    browser.see("Last error").await;
    report.now(&browser, "a delivery that failed").await;
    browser.button("Close").await;
    browser.rows(3).await;
    report
        .now(&browser, "a webhook that fails, and the log")
        .await;
    report.assert_empty();
    browser.finish().await;
}
