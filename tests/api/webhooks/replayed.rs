use contract::events::EventAction;
use contract::page::ListQuery;
use contract::webhooks::{PayloadType, UpdateWebhook, WebhookDeliveryState};
use entity::webhook_delivery;
use harness::{Backend, on_both_databases};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::Setting;

on_both_databases!(
    a_delivery_is_replayed,
    failed_deliveries_are_replayed_in_their_order,
    a_deleted_webhook_is_sent_nothing,
    a_long_log_is_deleted_in_parts,
    a_long_outage_is_replayed_in_parts,
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

/// Writes deliveries that were given up.
async fn write_failed(here: &Setting, number: usize) {
    let context = &here.server.running.context;
    let organization = here.owner.organization().await.unwrap().id;
    let now = context.now();
    let rows = (0..number).map(|_| webhook_delivery::ActiveModel {
        id: Set(context.new_id()),
        organization_id: Set(organization.0),
        webhook_id: Set(here.webhook.id.0),
        event_id: Set(Some(context.new_id())),
        position: Set(0),
        event: Set(PayloadType::Event(EventAction::UserCreated).into()),
        body: Set("{}".to_owned()),
        state: Set(WebhookDeliveryState::Failed),
        attempts: Set(1),
        created_at: Set(now),
        queued_at: Set(now),
        ..Default::default()
    });
    webhook_delivery::Entity::insert_many(rows)
        .exec_without_returning(context.database().write())
        .await
        .unwrap();
}

/// One statement for all of them would keep SQLite's only writer from everybody else, who could not sign in.
async fn a_long_log_is_deleted_in_parts(backend: Backend) {
    let here = Setting::new(backend, &["200 OK"], &KINDS).await;
    let all = 20_000;
    for _ in 0..20 {
        write_failed(&here, 1_000).await;
    }
    let left = async || {
        let read = here.server.running.context.database().read();
        let left = webhook_delivery::Entity::find().count(read).await;
        left.unwrap()
    };
    assert_eq!(left().await, all);
    let watch = async {
        loop {
            match left().await {
                0 => return false,
                some if some < all => return true,
                _ => {}
            }
        }
    };
    let delete = here
        .owner
        .delete_webhook(here.webhook.id, here.webhook.version);
    let (deleted, is_in_parts) = tokio::join!(delete, watch);
    deleted.unwrap();
    assert!(is_in_parts);
    assert_eq!(left().await, 0);
}

/// One statement for all of them would keep SQLite's only writer from everybody else.
async fn a_long_outage_is_replayed_in_parts(backend: Backend) {
    let here = Setting::new(backend, &["500 Internal Server Error"], &KINDS).await;
    for number in [1_000, 1_000, 100] {
        write_failed(&here, number).await;
    }
    let replayed = here.owner.replay_failed_webhooks(here.webhook.id).await;
    assert_eq!(replayed.unwrap().deliveries, 2_100);
    let replays = ListQuery {
        filter: Some("action:webhook.replayed".to_owned()),
        ..ListQuery::default()
    };
    let events = here.owner.events(&replays).await.unwrap().items;
    let parts = events
        .iter()
        .map(|event| event.detail["deliveries"].as_str());
    assert_eq!(parts.collect::<Vec<_>>(), ["100", "1000", "1000"]);

    let disable = UpdateWebhook {
        enabled: Some(false),
        ..UpdateWebhook::default()
    };
    let webhook = here.owner.webhook(here.webhook.id).await.unwrap();
    let disabled = here
        .owner
        .update_webhook(webhook.id, webhook.version, &disable);
    assert!(!disabled.await.unwrap().enabled);
    let failed = webhook_delivery::Entity::find()
        .filter(webhook_delivery::Column::State.eq(WebhookDeliveryState::Failed))
        .count(here.server.running.context.database().read())
        .await
        .unwrap();
    // Those under way are given up when they are tried next.
    assert!(failed >= 2_050, "{failed}");
}
