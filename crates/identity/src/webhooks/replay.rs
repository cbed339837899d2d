use contract::events::EventAction;
use contract::ids::{WebhookDeliveryId, WebhookId};
use contract::problem::ProblemType;
use contract::webhooks::{WebhookDelivery, WebhookReplayed};
use entity::webhook;
use entity::webhook_delivery::{Column, Entity};
use rules::time::Timestamp;
use rules::webhook::WebhookDeliveryState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, UpdateMany};
use uuid::Uuid;

use super::show::{party, show_delivery};
use crate::events::record;
use crate::permitted::{Permitted, WebhooksSend};
use crate::tenant_rows::{find, hold};
use crate::{Context, Error};

/// The number of deliveries that one transaction changes. SQLite has one writer at a time.
pub(super) const BATCH: u64 = 1_000;

/// Queues a delivery again that was delivered or given up. It keeps its identifier, so a receiver that
/// has processed it can ignore it.
///
/// # Errors
/// `conflict` if it is queued, or the webhook is disabled; `not-found`, `forbidden`.
pub async fn replay(
    context: &Context,
    principal: &Permitted<WebhooksSend>,
    id: WebhookDeliveryId,
) -> Result<WebhookDelivery, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let delivery = find(&tx, organization, id).await?;
    let webhook = hold(&tx, organization, WebhookId(delivery.webhook_id)).await?;
    check_enabled(&webhook)?;
    let queued = queued_again(context.now())
        .filter(Column::Id.eq(delivery.id))
        .filter(Column::State.ne(WebhookDeliveryState::Queued))
        .exec(&tx)
        .await?;
    if queued.rows_affected == 0 {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The delivery is queued: it is sent without a replay",
        ));
    }
    let event = principal
        .event(EventAction::WebhookReplayed)
        .to(party(&webhook))
        .with("deliveries", "1");
    record(context, &tx, organization, event).await?;
    let row = find(&tx, organization, id).await?;
    tx.commit().await?;
    context.webhook_waits().notify_one();
    Ok(show_delivery(row))
}

/// Queues all failed deliveries of a webhook again, except tests. Each batch is a transaction with its own
/// event, so that others write in between, however many there are.
///
/// # Errors
/// `conflict` if the webhook is disabled; `not-found`, `forbidden`.
pub async fn replay_failed(
    context: &Context,
    principal: &Permitted<WebhooksSend>,
    id: WebhookId,
) -> Result<WebhookReplayed, Error> {
    let mut deliveries = 0;
    // What fails again in the meantime is not replayed twice.
    let mut next = Some(Uuid::nil());
    while let Some(after) = next {
        let (queued, last) = replay_batch(context, principal, id, after).await?;
        deliveries += queued;
        next = last;
    }
    Ok(WebhookReplayed { deliveries })
}

/// Queues some of them, the oldest ones after this one. Returns their number, and the last one if there may
/// be more.
async fn replay_batch(
    context: &Context,
    principal: &Permitted<WebhooksSend>,
    id: WebhookId,
    after: Uuid,
) -> Result<(u64, Option<Uuid>), Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let webhook = hold(&tx, organization, id).await?;
    check_enabled(&webhook)?;
    let batch: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::WebhookId.eq(webhook.id))
        .filter(Column::State.eq(WebhookDeliveryState::Failed))
        .filter(Column::EventId.is_not_null())
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(BATCH)
        .into_tuple()
        .all(&tx)
        .await?;
    if batch.is_empty() {
        return Ok((0, None));
    }
    // A batch that is not full is the last one: its own event may be a delivery that fails at once.
    let is_full = batch.len() as u64 == BATCH;
    let last = batch.last().copied().filter(|_| is_full);
    let queued = queued_again(context.now())
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Id.is_in(batch))
        .filter(Column::State.eq(WebhookDeliveryState::Failed))
        .exec(&tx)
        .await?;
    let deliveries = queued.rows_affected;
    let event = principal
        .event(EventAction::WebhookReplayed)
        .to(party(&webhook))
        .with("deliveries", deliveries.to_string());
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    context.webhook_waits().notify_one();
    Ok((deliveries, last))
}

fn check_enabled(webhook: &webhook::Model) -> Result<(), Error> {
    if webhook.enabled {
        return Ok(());
    }
    Err(Error::Refused(
        ProblemType::Conflict,
        "The webhook is disabled. Enable it first",
    ))
}

/// Deliveries begin again as if they were new.
fn queued_again(now: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(WebhookDeliveryState::Queued))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::QueuedAt, Expr::value(now))
        .col_expr(Column::NextAttemptAt, Expr::value(now))
        .col_expr(Column::LeasedUntil, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::DeliveredAt, Expr::value(Option::<Timestamp>::None))
}
