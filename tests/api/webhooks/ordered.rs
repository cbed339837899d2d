use std::time::Duration;

use contract::events::EventAction;
use contract::webhooks::{PayloadType, WebhookDeliveryState};
use entity::{Document, Version, organization, webhook, webhook_delivery};
use harness::{Backend, WebhookReceiver, on_both_databases};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::Setting;

on_both_databases!(
    what_failed_is_sent_again_with_the_same_identifier,
    an_account_waits_for_its_earlier_events,
    a_dead_receiver_does_not_delay_the_others,
    dead_receivers_of_many_organizations_do_not_delay_the_others,
);

const KINDS: [EventAction; 2] = [EventAction::UserCreated, EventAction::UserDeleted];

async fn what_failed_is_sent_again_with_the_same_identifier(backend: Backend) {
    let statuses = &[
        "503 Service Unavailable",
        "301 Moved Permanently",
        "204 No Content",
    ];
    let here = Setting::new(backend, statuses, &KINDS).await;
    here.user("ada@example.com").await;
    let first = here.receiver.next().await;
    let id = here.log().await[0].id;
    let failed = here.reaches(id, WebhookDeliveryState::Queued, 1).await;
    let error = failed.last_error.as_deref();
    assert_eq!(error, Some("the receiver answered with 503"));
    here.server.clock.advance(Duration::from_secs(11));
    let second = here.receiver.next().await;
    assert_eq!((first.id(), &first.body), (second.id(), &second.body));
    // The time is that of the attempt, so a receiver can refuse old ones.
    let stamp = |header: &str| header.parse::<i64>().unwrap();
    let waited =
        stamp(&second.headers["webhook-timestamp"]) - stamp(&first.headers["webhook-timestamp"]);
    assert!(waited >= 11, "{waited}");
    assert!(second.is_signed_with(&here.secret));
    // A redirect is not followed.
    here.reaches(id, WebhookDeliveryState::Queued, 2).await;
    here.server.clock.advance(Duration::from_secs(21));
    assert_eq!(here.receiver.next().await.id(), first.id());
    here.reaches(id, WebhookDeliveryState::Delivered, 3).await;
}

async fn an_account_waits_for_its_earlier_events(backend: Backend) {
    let statuses = &["500 Internal Server Error", "200 OK"];
    let here = Setting::new(backend, statuses, &KINDS).await;
    let ada = here.user("ada@example.com").await;
    let created = here.receiver.next().await;
    let id = here.log().await[0].id;
    here.reaches(id, WebhookDeliveryState::Queued, 1).await;
    here.owner.delete_user(ada.id).await.unwrap();
    // Another account does not wait.
    here.user("bob@example.com").await;
    let other = here.receiver.next().await.json();
    assert_eq!(other["data"]["target"]["email"], "bob@example.com");
    assert!(
        here.receiver
            .within(Duration::from_millis(500))
            .await
            .is_none()
    );
    here.server.clock.advance(Duration::from_secs(11));
    assert_eq!(here.receiver.next().await.id(), created.id());
    let deleted = here.receiver.next().await.json();
    assert_eq!(deleted["type"], "user.deleted");
    assert_eq!(deleted["data"]["target"]["id"], ada.id.to_string());
}

async fn a_dead_receiver_does_not_delay_the_others(backend: Backend) {
    let here = Setting::new(backend, &["200 OK"], &KINDS).await;
    // It is connected to, and never answers.
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", dead.local_addr().unwrap());
    super::create(&here.owner, &url, &KINDS).await;
    for number in 0..12 {
        here.user(&format!("user{number}@example.com")).await;
        here.receiver.next().await;
    }
    let other = WebhookReceiver::start(&["200 OK"]);
    super::create(&here.owner, &other.url, &KINDS).await;
    here.user("ada@example.com").await;
    other.next().await;
}

/// Writes webhooks of an organization that have failed, and deliveries to them that are due.
async fn write_failing(here: &Setting, organization: Uuid, url: &str) {
    let context = &here.server.running.context;
    let now = context.now();
    for _ in 0..2 {
        let id = context.new_id();
        let hook = webhook::ActiveModel {
            id: Set(id),
            organization_id: Set(organization),
            name: Set("Dead".to_owned()),
            url: Set(url.to_owned()),
            events: Set(Document(vec![EventAction::UserDeleted.into()])),
            enabled: Set(true),
            failing_since: Set(Some(now)),
            created_by: Set("Olivia Owner".to_owned()),
            created_at: Set(now),
            version: Set(Version::FIRST),
            ..Default::default()
        };
        let write = context.database().write();
        let insert = webhook::Entity::insert(hook);
        insert.exec_without_returning(write).await.unwrap();
        let deliveries = (0..10).map(|_| webhook_delivery::ActiveModel {
            id: Set(context.new_id()),
            organization_id: Set(organization),
            webhook_id: Set(id),
            event_id: Set(Some(context.new_id())),
            position: Set(0),
            event: Set(PayloadType::Event(EventAction::UserDeleted).into()),
            body: Set("{}".to_owned()),
            state: Set(WebhookDeliveryState::Queued),
            attempts: Set(0),
            created_at: Set(now),
            queued_at: Set(now),
            next_attempt_at: Set(Some(now)),
            ..Default::default()
        });
        let insert = webhook_delivery::Entity::insert_many(deliveries);
        insert.exec_without_returning(write).await.unwrap();
    }
}

async fn dead_receivers_of_many_organizations_do_not_delay_the_others(backend: Backend) {
    let here = Setting::new(backend, &["200 OK"], &KINDS).await;
    // They are connected to, and never answer.
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", dead.local_addr().unwrap());
    let own = here.owner.organization().await.unwrap().id;
    for number in 0..4 {
        let email = format!("owner{number}@example.com");
        let name = format!("Organization {number}");
        here.server.organization(&name, &email).await;
    }
    let others = organization::Entity::find()
        .filter(organization::Column::Id.ne(own.0))
        .all(here.server.running.context.database().read())
        .await
        .unwrap();
    assert_eq!(others.len(), 4);
    for other in others {
        write_failing(&here, other.id, &url).await;
    }
    here.server.clock.advance(Duration::from_secs(1));
    // Later than all of the others, and before any of them has given up.
    here.user("ada@example.com").await;
    let patience = Duration::from_secs(7);
    assert!(here.receiver.within(patience).await.is_some());
}
