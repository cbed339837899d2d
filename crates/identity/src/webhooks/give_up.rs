use contract::ids::{OrganizationId, WebhookId};
use entity::webhook_delivery::{Column, Entity};
use rules::time::Timestamp;
use rules::webhook::WebhookDeliveryState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::replay::BATCH;
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// Gives up the queued deliveries of a webhook that was disabled, except tests, which are sent all the
/// same. They can be replayed. Called after the webhook is committed as disabled, so that nothing is
/// queued in the meantime. Each batch is a transaction of its own, so that others write in between.
///
/// If the database fails, the worker gives up the rest when it is due.
pub(super) async fn give_up_queued(
    context: &Context,
    organization: OrganizationId,
    webhook: WebhookId,
    reason: &str,
) {
    loop {
        match give_up_batch(context, organization, webhook, reason).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                tracing::error!(%error, webhook = %webhook.0, "deliveries of a disabled webhook are still queued");
                return;
            }
        }
    }
}

/// Gives up some of them. Returns whether there may be more.
async fn give_up_batch(
    context: &Context,
    organization: OrganizationId,
    webhook: WebhookId,
    reason: &str,
) -> Result<bool, Error> {
    let tx = context.database().begin().await?;
    if hold(&tx, organization, webhook).await?.enabled {
        // It has been enabled again in the meantime.
        return Ok(false);
    }
    let batch: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::WebhookId.eq(webhook.0))
        .filter(Column::State.eq(WebhookDeliveryState::Queued))
        .filter(Column::EventId.is_not_null())
        .limit(BATCH)
        .into_tuple()
        .all(&tx)
        .await?;
    if batch.is_empty() {
        return Ok(false);
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(WebhookDeliveryState::Failed))
        .col_expr(Column::LastError, Expr::value(reason))
        .col_expr(
            Column::NextAttemptAt,
            Expr::value(Option::<Timestamp>::None),
        )
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Id.is_in(batch))
        .filter(Column::State.eq(WebhookDeliveryState::Queued))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}
