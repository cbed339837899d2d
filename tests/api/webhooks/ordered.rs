use std::time::Duration;

use contract::events::EventAction;
use contract::webhooks::WebhookDeliveryState;
use harness::{Backend, WebhookReceiver, on_both_databases};

use super::Setting;

on_both_databases!(
    what_failed_is_sent_again_with_the_same_identifier,
    an_account_waits_for_its_earlier_events,
    a_dead_receiver_does_not_delay_the_others,
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
