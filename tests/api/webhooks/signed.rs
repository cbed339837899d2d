use contract::events::EventAction;
use contract::webhooks::{UpdateWebhook, WebhookDeliveryState};
use harness::{Backend, on_both_databases};

use super::Setting;

on_both_databases!(
    an_event_is_sent_signed_and_logged,
    two_secrets_sign_at_once,
    only_the_chosen_kinds_are_sent,
    a_test_is_sent_once,
    a_secret_is_never_shown_again,
);

async fn an_event_is_sent_signed_and_logged(backend: Backend) {
    let here = Setting::new(backend, &["200 OK"], &[EventAction::UserCreated]).await;
    let user = here.user("ada@example.com").await;
    let received = here.receiver.next().await;
    assert!(received.is_signed_with(&here.secret));
    assert_eq!(received.signatures(), 1);
    assert_eq!(received.headers["content-type"], "application/json");
    let body = received.json();
    assert_eq!(body["type"], "user.created");
    let data = &body["data"];
    assert_eq!(data["target"]["id"], user.id.to_string());
    assert_eq!(data["at"], body["timestamp"]);
    let log = here.log().await;
    assert_eq!(log.len(), 1);
    let delivery = here
        .reaches(log[0].id, WebhookDeliveryState::Delivered, 1)
        .await;
    assert_eq!(delivery.id.to_string(), received.id());
    assert_eq!(delivery.body, received.body);
    assert_eq!(delivery.response_status, Some(200));
    assert_eq!(delivery.response_body.as_deref(), Some("I say 200 OK"));
    let event = delivery.event_id.unwrap();
    assert_eq!(data["id"], event.to_string());
}

async fn two_secrets_sign_at_once(backend: Backend) {
    let here = Setting::new(backend, &["200 OK"], &[EventAction::UserCreated]).await;
    let id = here.webhook.id;
    let second = here.owner.create_webhook_secret(id).await.unwrap();
    assert!(here.owner.create_webhook_secret(id).await.is_err());
    here.user("ada@example.com").await;
    let received = here.receiver.next().await;
    assert_eq!(received.signatures(), 2);
    assert!(received.is_signed_with(&here.secret));
    assert!(received.is_signed_with(&second.secret));
    let first = here.webhook.secrets[0].id;
    here.owner.delete_webhook_secret(id, first).await.unwrap();
    here.user("bob@example.com").await;
    let received = here.receiver.next().await;
    assert_eq!(received.signatures(), 1);
    assert!(received.is_signed_with(&second.secret));
    let last = second.webhook_secret.id;
    assert!(here.owner.delete_webhook_secret(id, last).await.is_err());
}

async fn only_the_chosen_kinds_are_sent(backend: Backend) {
    let here = Setting::new(backend, &["200 OK"], &[EventAction::UserSuspended]).await;
    let user = here
        .server
        .active_user(&here.owner, "ada@example.com")
        .await;
    here.owner.suspend_user(user.id).await.unwrap();
    assert_eq!(here.receiver.next().await.json()["type"], "user.suspended");
    assert_eq!(here.log().await.len(), 1);
    // An empty list is every kind, and the change itself is one.
    let all = UpdateWebhook {
        events: Some(Vec::new()),
        ..UpdateWebhook::default()
    };
    let changed = here
        .owner
        .update_webhook(here.webhook.id, here.webhook.version, &all)
        .await
        .unwrap();
    assert_eq!(changed.version, here.webhook.version + 1);
    assert_eq!(here.receiver.next().await.json()["type"], "webhook.updated");
    let stale = here
        .owner
        .update_webhook(here.webhook.id, here.webhook.version, &all)
        .await;
    assert!(stale.is_err());
}

async fn a_test_is_sent_once(backend: Backend) {
    let here = Setting::new(
        backend,
        &["500 Internal Server Error", "200 OK"],
        &[EventAction::UserCreated],
    )
    .await;
    let test = here.owner.test_webhook(here.webhook.id).await.unwrap();
    let received = here.receiver.next().await;
    assert!(received.is_signed_with(&here.secret));
    assert_eq!(received.json()["type"], "webhook.test");
    let failed = here.reaches(test.id, WebhookDeliveryState::Failed, 1).await;
    assert_eq!(failed.response_status, Some(500));
    assert_eq!(failed.next_attempt_at, None);
    // It says nothing about the events.
    let webhook = here.owner.webhook(here.webhook.id).await.unwrap();
    assert_eq!(webhook.failing_since, None);
    let again = here.owner.test_webhook(here.webhook.id).await.unwrap();
    here.reaches(again.id, WebhookDeliveryState::Delivered, 1)
        .await;
}

async fn a_secret_is_never_shown_again(backend: Backend) {
    let here = Setting::new(backend, &["200 OK"], &[]).await;
    here.user("ada@example.com").await;
    let received = here.receiver.next().await;
    let (_, hidden) = here.secret.split_at("whsec_".len() + 8);
    let webhook = here.owner.webhook(here.webhook.id).await.unwrap();
    let shown = serde_json::to_string(&(webhook, here.log().await)).unwrap();
    assert!(!shown.contains(hidden) && !received.body.contains(hidden));
    assert!(here.secret.starts_with(&here.webhook.secrets[0].hint));
}
