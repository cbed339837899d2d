use contract::events::EventAction;
use contract::ids::{WebhookDeliveryId, WebhookId};
use contract::webhooks::{PayloadType, TEST_TYPE, WebhookDelivery};
use entity::webhook_delivery::{ActiveModel, Entity};
use rules::webhook::WebhookDeliveryState;
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use super::show::{party, show_delivery};
use crate::events::record;
use crate::idempotency::{Create, Once, claim};
use crate::permitted::{Permitted, WebhooksSend};
use crate::tenant_rows::{find, hold};
use crate::{Context, Error};

/// Sends a test to a webhook, also to a disabled one. It is attempted once, and waits for no other
/// delivery. A second call with the same `idempotency_key` (kept for a day) sends no other test.
///
/// # Errors
/// `idempotency-conflict`, `not-found`, `forbidden`.
pub async fn send_test(
    context: &Context,
    principal: &Permitted<WebhooksSend>,
    id: WebhookId,
    idempotency_key: Option<&str>,
) -> Result<Once<WebhookDelivery>, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let webhook = hold(&tx, organization, id).await?;
    let new = context.new_id();
    let once = Create {
        by: principal,
        operation: "test_webhook",
        key: idempotency_key,
        request: &id,
    };
    if let Some(first) = claim(context, &tx, once, new).await? {
        let first = find(&tx, organization, WebhookDeliveryId(first)).await?;
        return Ok(Once::replay(show_delivery(first)));
    }
    let now = context.now();
    let data = json!({ "webhookId": webhook.id, "sentBy": principal.party().name });
    let body = json!({ "type": TEST_TYPE, "timestamp": now, "data": data });
    let row = ActiveModel {
        id: Set(new),
        organization_id: Set(organization.0),
        webhook_id: Set(webhook.id),
        position: Set(0),
        event: Set(PayloadType::Test.into()),
        body: Set(body.to_string()),
        state: Set(WebhookDeliveryState::Queued),
        attempts: Set(0),
        created_at: Set(now),
        queued_at: Set(now),
        next_attempt_at: Set(Some(now)),
        ..Default::default()
    };
    let row = Entity::insert(row).exec_with_returning(&tx).await?;
    let event = principal.event(EventAction::WebhookTestSent);
    record(context, &tx, organization, event.to(party(&webhook))).await?;
    tx.commit().await?;
    context.webhook_waits().notify_one();
    Ok(Once::done(show_delivery(row)))
}
