use std::time::Duration;

use contract::events::EventAction;
use contract::page::ListQuery;
use contract::webhooks::WebhookDeliveryState;
use harness::{Backend, SOON, on_both_databases, until};
use identity::organizations::{cancel_deletion, resume, schedule_deletion, suspend};

use super::Setting;

on_both_databases!(
    a_webhook_that_fails_for_days_is_disabled,
    days_in_which_the_organization_was_suspended_do_not_count,
);

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn a_webhook_that_fails_for_days_is_disabled(backend: Backend) {
    let statuses = &["500 Internal Server Error"];
    let here = Setting::new(backend, statuses, &[EventAction::UserCreated]).await;
    here.user("ada@example.com").await;
    here.receiver.next().await;
    let first = here.log().await[0].id;
    here.reaches(first, WebhookDeliveryState::Queued, 1).await;
    let webhook = here.owner.webhook(here.webhook.id).await.unwrap();
    assert!(webhook.failing_since.is_some() && webhook.enabled);
    // Given up after three days.
    here.server.clock.advance(3 * DAY);
    here.receiver.next().await;
    here.reaches(first, WebhookDeliveryState::Failed, 2).await;
    let owner = here.server.owner().await;
    assert!(owner.webhook(here.webhook.id).await.unwrap().enabled);
    here.server.clock.advance(2 * DAY);
    let owner = here.server.owner().await;
    here.server.pending_user(&owner, "bob@example.com").await;
    here.receiver.next().await;
    let disabled = ListQuery {
        filter: Some("action:webhook.disabled".to_owned()),
        ..ListQuery::default()
    };
    let webhook = until(SOON, "a disabled webhook", async || {
        let webhook = owner.webhook(here.webhook.id).await.unwrap();
        (!webhook.enabled).then_some(webhook)
    })
    .await;
    assert!(webhook.disabled_at.is_some());
    assert_eq!(owner.events(&disabled).await.unwrap().total, 1);
}

async fn days_in_which_the_organization_was_suspended_do_not_count(backend: Backend) {
    for is_deletion in [false, true] {
        let statuses = &["500 Internal Server Error"];
        let here = Setting::new(backend, statuses, &[EventAction::UserCreated]).await;
        let organization = here.owner.organization().await.unwrap().id;
        here.user("ada@example.com").await;
        here.receiver.next().await;
        let first = here.log().await[0].id;
        here.reaches(first, WebhookDeliveryState::Queued, 1).await;
        let context = &here.server.running.context;
        if is_deletion {
            schedule_deletion(context, organization).await.unwrap();
        } else {
            suspend(context, organization).await.unwrap();
        }
        here.server.clock.advance(6 * DAY);
        let ended = context.now();
        if is_deletion {
            cancel_deletion(context, organization).await.unwrap();
        } else {
            resume(context, organization).await.unwrap();
        }
        here.receiver.next().await;
        here.reaches(first, WebhookDeliveryState::Failed, 2).await;
        let owner = here.server.owner().await;
        let webhook = owner.webhook(here.webhook.id).await.unwrap();
        assert!(webhook.enabled, "deletion: {is_deletion}");
        assert!(webhook.failing_since >= Some(ended));
    }
}
