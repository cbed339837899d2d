use std::time::Duration;

use contract::ids::{OrganizationId, WebhookId};
use entity::webhook;
use entity::webhook_delivery::{Column, Entity, Model};
use rules::time::Timestamp;
use rules::webhook::{FAILING_DAYS, KEPT_RESPONSE, WebhookDeliveryState};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, UpdateMany};

use super::disable::disable;
use super::give_up::give_up_queued;
use super::send::{Answer, Sender, Unsent, send};
use crate::outbox::{RETRY_FOR, back_off};
use crate::tenant_rows::by_id;
use crate::{Context, Error};

/// How long a webhook may fail before it is disabled.
const FAILING_FOR: Duration = Duration::from_secs(24 * 60 * 60).saturating_mul(FAILING_DAYS);
/// The maximum length of a stored error, in characters.
const LONGEST_ERROR: usize = 300;

/// Sends a leased delivery, and writes down what became of it.
///
/// # Errors
/// If the database fails.
pub(super) async fn attempt(
    context: &Context,
    sender: &dyn Sender,
    delivery: Model,
) -> Result<(), Error> {
    let organization = OrganizationId(delivery.organization_id);
    let webhook = by_id(organization, WebhookId(delivery.webhook_id));
    let Some(webhook) = webhook.one(context.database().read()).await? else {
        let write = context.database().write();
        Entity::delete_by_id(delivery.id).exec(write).await?;
        return Ok(());
    };
    let sent = send(context, sender, &webhook, &delivery).await?;
    let tx = context.database().begin().await?;
    // The webhook before its delivery: see the module.
    let disabled = note_health(context, &tx, &webhook, &delivery, &sent).await?;
    // If the lease ended in the meantime, the delivery belongs to another attempt.
    outcome(context, &delivery, sent)
        .filter(Column::Id.eq(delivery.id))
        .filter(Column::Attempts.eq(delivery.attempts + 1))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    if disabled {
        let reason = "the webhook was disabled after failing for days";
        give_up_queued(context, organization, WebhookId(webhook.id), reason).await;
    }
    // The next one about the same account.
    context.webhook_waits().notify_one();
    Ok(())
}

const fn is_accepted(answer: &Answer) -> bool {
    matches!(answer.status, 200..=299)
}

/// Notes since when the webhook has failed, and disables it if that is too long ago: returns whether it
/// did. A test says nothing about a webhook that nobody has enabled.
async fn note_health(
    context: &Context,
    tx: &DatabaseTransaction,
    webhook: &webhook::Model,
    delivery: &Model,
    sent: &Result<Answer, Unsent>,
) -> Result<bool, Error> {
    let is_test = delivery.event_id.is_none();
    let (now, since) = (context.now(), webhook.failing_since);
    let accepted = sent.as_ref().is_ok_and(is_accepted);
    match since {
        Some(_) if accepted => set_failing_since(tx, webhook, None).await?,
        None if !accepted && !is_test && webhook.enabled => {
            set_failing_since(tx, webhook, Some(now)).await?;
        }
        Some(since) if !accepted && !is_test && now >= since.plus(FAILING_FOR) => {
            return disable(context, tx, webhook).await;
        }
        _ => {}
    }
    Ok(false)
}

async fn set_failing_since(
    tx: &DatabaseTransaction,
    webhook: &webhook::Model,
    since: Option<Timestamp>,
) -> Result<(), Error> {
    let before = match since {
        Some(_) => webhook::Column::FailingSince.is_null(),
        None => webhook::Column::FailingSince.is_not_null(),
    };
    webhook::Entity::update_many()
        .col_expr(webhook::Column::FailingSince, Expr::value(since))
        .filter(webhook::Column::Id.eq(webhook.id))
        .filter(before)
        .exec(tx)
        .await?;
    Ok(())
}

/// What is written to the row of a delivery.
fn outcome(
    context: &Context,
    delivery: &Model,
    sent: Result<Answer, Unsent>,
) -> UpdateMany<Entity> {
    let now = context.now();
    let never = || Expr::value(Option::<Timestamp>::None);
    let (answer, unsent) = match sent {
        Ok(answer) => (Some(answer), None),
        Err(unsent) => (None, Some(unsent)),
    };
    let status = answer.as_ref().map(|answer| i32::from(answer.status));
    let body = answer.as_ref().map(|answer| readable(&answer.body));
    let update = Entity::update_many()
        .col_expr(Column::LeasedUntil, never())
        .col_expr(Column::ResponseStatus, Expr::value(status))
        .col_expr(Column::ResponseBody, Expr::value(body));
    if answer.as_ref().is_some_and(is_accepted) {
        return update
            .col_expr(Column::State, Expr::value(WebhookDeliveryState::Delivered))
            .col_expr(Column::DeliveredAt, Expr::value(now))
            .col_expr(Column::NextAttemptAt, never())
            .col_expr(Column::LastError, Expr::value(Option::<String>::None));
    }
    let attempts = delivery.attempts + 1;
    let next = now.plus(back_off(attempts));
    let give_up = unsent.as_ref().is_some_and(|unsent| unsent.is_permanent)
        || delivery.event_id.is_none()
        || next > delivery.queued_at.plus(RETRY_FOR);
    let reason = match (unsent, status) {
        (Some(unsent), _) => unsent.reason,
        (None, status) => format!("the receiver answered with {}", status.unwrap_or_default()),
    };
    tracing::warn!(delivery = %delivery.id, webhook = %delivery.webhook_id, attempts, give_up, reason, "a webhook was not delivered");
    let reason: String = reason.chars().take(LONGEST_ERROR).collect();
    let state = if give_up {
        WebhookDeliveryState::Failed
    } else {
        WebhookDeliveryState::Queued
    };
    let next = (!give_up).then_some(next);
    update
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::NextAttemptAt, Expr::value(next))
        .col_expr(Column::LastError, Expr::value(reason))
}

/// The beginning of a response as text that every database stores.
fn readable(body: &[u8]) -> String {
    let kept = body.get(..KEPT_RESPONSE).unwrap_or(body);
    String::from_utf8_lossy(kept).replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_response_becomes_text() {
        assert_eq!(readable(b"ok"), "ok");
        assert_eq!(readable(b"a\0b\xff"), "a\u{fffd}b\u{fffd}");
        assert_eq!(readable(&[b'x'; 3000]).len(), KEPT_RESPONSE);
    }
}
