use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::webhook;
use entity::webhook_delivery::{Column, Entity};
use mail::Message;
use rules::time::Timestamp;
use rules::webhook::WebhookDeliveryState;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::show::{origin, party};
use crate::accounts::find_organization;
use crate::actor::Party;
use crate::events::{NewEvent, record};
use crate::outbox::enqueue_to_owners;
use crate::{Context, Error};

/// Disables a webhook that has failed for too long, gives up what is queued, and tells the owners. Does
/// nothing if it has been disabled in the meantime.
///
/// # Errors
/// If the database fails.
pub(super) async fn disable(
    context: &Context,
    tx: &DatabaseTransaction,
    webhook: &webhook::Model,
) -> Result<(), Error> {
    let version = Expr::col(webhook::Column::Version).add(1);
    let disabled = webhook::Entity::update_many()
        .col_expr(webhook::Column::Enabled, Expr::value(false))
        .col_expr(webhook::Column::DisabledAt, Expr::value(context.now()))
        .col_expr(webhook::Column::Version, version)
        .filter(webhook::Column::Id.eq(webhook.id))
        .filter(webhook::Column::Enabled.eq(true))
        .exec(tx)
        .await?;
    if disabled.rows_affected == 0 {
        return Ok(());
    }
    give_up_queued(
        tx,
        webhook.id,
        "the webhook was disabled after failing for days",
    )
    .await?;
    tracing::warn!(webhook = %webhook.id, "a webhook was disabled because its deliveries failed");
    let mut event = NewEvent::new(EventAction::WebhookDisabled, Party::system())
        .to(party(webhook))
        .with("url", origin(&webhook.url));
    if let Some(since) = webhook.failing_since {
        event = event.with("failing_since", since.to_string());
    }
    let organization = OrganizationId(webhook.organization_id);
    record(context, tx, organization, event).await?;
    let message = Message::WebhookDisabled {
        name: webhook.name.clone(),
        url: origin(&webhook.url),
    };
    let organization = find_organization(tx, organization).await?;
    enqueue_to_owners(context, tx, &organization, &message).await
}

/// Gives up the queued deliveries of a webhook that `tx` holds. They can be replayed.
///
/// # Errors
/// If the database fails.
pub(super) async fn give_up_queued(
    tx: &impl ConnectionTrait,
    webhook: Uuid,
    reason: &str,
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(WebhookDeliveryState::Failed))
        .col_expr(Column::LastError, Expr::value(reason))
        .col_expr(
            Column::NextAttemptAt,
            Expr::value(Option::<Timestamp>::None),
        )
        .filter(Column::WebhookId.eq(webhook))
        .filter(Column::State.eq(WebhookDeliveryState::Queued))
        .exec(tx)
        .await?;
    Ok(())
}
