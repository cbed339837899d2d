//! Webhooks in the settings: created with chosen events, tested, looked at, and managed.

use std::time::Duration;

use client::Client;
use contract::events::EventAction;
use contract::page::ListQuery;
use contract::webhooks::{CreateWebhook, WebhookCreated, WebhookDeliveryState};
use harness::{Backend, TestDatabase, TestServer, WebhookReceiver, until};

use crate::accessibility::Report;
use crate::{LONG_NAME, owner_signed_in};

const ESCAPE: &str = "\u{e00c}";

/// A server that sends webhooks to this machine.
async fn server() -> TestServer {
    let database = TestDatabase::installed(Backend::Sqlite).await;
    TestServer::start_on(database, |config| {
        config.server.webhook_networks = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await
}

/// Creates a webhook for new users.
async fn create(owner: &Client, name: &str, receiver: &WebhookReceiver) -> WebhookCreated {
    let new = CreateWebhook {
        name: name.to_owned(),
        url: receiver.url.clone(),
        events: vec![EventAction::UserCreated.into()],
    };
    owner.create_webhook(&new).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_is_created_tested_and_replayed() {
    let server = server().await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_gets_another_secret_is_disabled_and_is_deleted() {
    let server = server().await;
    let owner = server.owner().await;
    let receiver = WebhookReceiver::start(&["200 OK", "200 OK", "500 Internal Server Error"]);
    let secret = create(&owner, "Monitoring", &receiver).await.secret;
    let browser = owner_signed_in(&server).await;
    browser.go("/admin/settings/webhooks").await;
    browser.rows(1).await;
    let actions = "Actions for Monitoring";

    browser.menu(actions, "Create second secret").await;
    browser.see("Copy it now").await;
    // A row that is loaded again closes its menu.
    browser.reload().await;
    browser.menu(actions, "Send test").await;
    let sent = receiver.next().await;
    assert_eq!(sent.signatures(), 2);
    assert!(sent.is_signed_with(&secret));

    browser.menu(actions, "Delete older secret").await;
    browser
        .heading("Delete the older secret of Monitoring?")
        .await;
    browser.button("Delete").await;
    browser.see("Monitoring is saved").await;
    browser.reload().await;
    browser.menu(actions, "Send test").await;
    let sent = receiver.next().await;
    assert_eq!(sent.signatures(), 1);
    assert!(!sent.is_signed_with(&secret));

    server.pending_user(&owner, "ada@example.com").await;
    let failed = receiver.next().await;
    browser.menu(actions, "Disable").await;
    browser.see("Disabled").await;
    until(Duration::from_secs(15), "the failure", async || {
        let log = owner.webhook_deliveries(&ListQuery::default()).await;
        let mut log = log.unwrap().items.into_iter();
        log.find(|one| one.state == WebhookDeliveryState::Failed)
    })
    .await;
    // The server may have tried it again before.
    while let Some(again) = receiver.within(Duration::from_millis(500)).await {
        assert_eq!(again.id(), failed.id());
    }
    browser.menu(actions, "Enable").await;
    browser.see_no("Disabled").await;
    browser.menu(actions, "Replay failed deliveries").await;
    browser.see("1 delivery is queued").await;
    assert_eq!(receiver.next().await.id(), failed.id());

    browser.menu(actions, "Delete").await;
    browser.heading("Delete Monitoring?").await;
    browser.button("Delete").await;
    browser.see("Monitoring is deleted").await;
    browser.see("No webhooks").await;
    let left = owner.webhooks(&ListQuery::default()).await.unwrap();
    assert_eq!(left.total, 0);
    browser.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_filtered_by_webhook_and_event() {
    let server = server().await;
    let owner = server.owner().await;
    let receivers = [(); 2].map(|()| WebhookReceiver::start(&["200 OK"]));
    let monitoring = create(&owner, "Monitoring", &receivers[0]).await.webhook.id;
    let chat = create(&owner, "Chat", &receivers[1]).await.webhook.id;
    owner.test_webhook(monitoring).await.unwrap();
    server.pending_user(&owner, "ada@example.com").await;
    let browser = owner_signed_in(&server).await;
    let mut report = Report::new();
    // Two webhooks are in another table.
    browser.go("/admin/settings/webhooks").await;
    browser.rows(2 + 3).await;
    browser.button("Filter").await;
    browser.button("Chat").await;
    let of_chat = format!("/admin/settings/webhooks?filter=webhook:{chat}");
    browser.at(&of_chat).await;
    browser.rows(2 + 1).await;
    browser.fill("Find an event type", "no such thing").await;
    browser.see("No matching event types").await;
    browser.fill("Find an event type", "webhook.test").await;
    browser.button("Test").await;
    browser.at(&format!("{of_chat};event:webhook.test")).await;
    browser.see("No matching deliveries").await;
    report
        .now(&browser, "the filters of the delivery log")
        .await;
    browser.keys(ESCAPE).await;
    browser.button("Remove filter Webhook: Chat").await;
    browser
        .at("/admin/settings/webhooks?filter=event:webhook.test")
        .await;
    browser.rows(2 + 1).await;
    // A reload finds the same.
    browser.reload().await;
    browser.rows(2 + 1).await;
    browser
        .find("button", "Remove filter Event: Test", false)
        .await;
    report.assert_empty();
    browser.finish().await;
}
