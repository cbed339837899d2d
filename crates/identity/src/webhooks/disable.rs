use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::webhook;
use mail::Message;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::show::{origin, party};
use crate::accounts::find_organization;
use crate::actor::Party;
use crate::events::{NewEvent, record};
use crate::outbox::enqueue_to_owners;
use crate::{Context, Error};

/// Disables a webhook that has failed for too long, and tells the owners. Returns whether it was enabled:
/// what is queued is given up after the commit.
///
/// # Errors
/// If the database fails.
pub(super) async fn disable(
    context: &Context,
    tx: &DatabaseTransaction,
    webhook: &webhook::Model,
) -> Result<bool, Error> {
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
        return Ok(false);
    }
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
    enqueue_to_owners(context, tx, &organization, &message).await?;
    Ok(true)
}
