use contract::events::EventAction;
use contract::page::ListQuery;
use contract::webhooks::{UpdateWebhook, WebhookDeliveryState};
use harness::{Backend, on_both_databases};

use super::Setting;

on_both_databases!(
    a_delivery_is_replayed,
    failed_deliveries_are_replayed_in_their_order,
    a_deleted_webhook_is_sent_nothing,
);

const KINDS: [EventAction; 2] = [EventAction::UserCreated, EventAction::UserDeleted];

async fn a_delivery_is_replayed(backend: Backend) {
    let here = Setting::new(backend, &["200 OK"], &KINDS).await;
    here.user("ada@example.com").await;
    let first = here.receiver.next().await;
    let id = here.log().await[0].id;
    here.reaches(id, WebhookDeliveryState::Delivered, 1).await;
    let queued = here.owner.replay_webhook_delivery(id).await.unwrap();
    assert_eq!(queued.state, WebhookDeliveryState::Queued);
    let second = here.receiver.next().await;
    assert_eq!((first.id(), &first.body), (second.id(), &second.body));
    here.reaches(id, WebhookDeliveryState::Delivered, 1).await;
    let replays = ListQuery {
        filter: Some("action:webhook.replayed".to_owned()),
        ..ListQuery::default()
    };
    assert_eq!(here.owner.events(&replays).await.unwrap().total, 1);
}

async fn failed_deliveries_are_replayed_in_their_order(backend: Backend) {
    let statuses = &["500 Internal Server Error", "200 OK"];
    let here = Setting::new(backend, statuses, &KINDS).await;
    let ada = here.user("ada@example.com").await;
    here.receiver.next().await;
    let id = here.log().await[0].id;
    here.reaches(id, WebhookDeliveryState::Queued, 1).await;
    here.owner.delete_user(ada.id).await.unwrap();
    let set = async |version: u64, enabled: bool| {
        let change = UpdateWebhook {
            enabled: Some(enabled),
            ..UpdateWebhook::default()
        };
        let changed = here.owner.update_webhook(here.webhook.id, version, &change);
        changed.await.unwrap().version
    };
    let version = set(here.webhook.version, false).await;
    // Disabling gives up what was queued, and nothing is queued in the meantime.
    here.user("bob@example.com").await;
    let log = here.log().await;
    assert_eq!(log.len(), 2);
    assert!(
        log.iter()
            .all(|it| it.state == WebhookDeliveryState::Failed)
    );
    let webhook = here.webhook.id;
    assert!(here.owner.replay_failed_webhooks(webhook).await.is_err());
    set(version, true).await;
    let replayed = here.owner.replay_failed_webhooks(webhook).await.unwrap();
    assert_eq!(replayed.deliveries, 2);
    let kinds = [here.receiver.next().await, here.receiver.next().await];
    let kinds = kinds.map(|received| received.json()["type"].clone());
    assert_eq!(kinds, ["user.created", "user.deleted"]);
}

async fn a_deleted_webhook_is_sent_nothing(backend: Backend) {
    let here = Setting::new(backend, &["500 Internal Server Error"], &KINDS).await;
    here.user("ada@example.com").await;
    here.receiver.next().await;
    let (id, version) = (here.webhook.id, here.webhook.version);
    here.owner.delete_webhook(id, version).await.unwrap();
    here.user("bob@example.com").await;
    assert!(here.log().await.is_empty());
    assert!(here.owner.webhook(id).await.is_err());
}
