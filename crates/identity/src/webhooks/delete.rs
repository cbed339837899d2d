use contract::events::EventAction;
use contract::ids::WebhookId;
use entity::{webhook, webhook_delivery};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::show::party;
use crate::events::record;
use crate::permitted::{Permitted, WebhooksWrite};
use crate::precondition::Precondition;
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// Deletes a webhook with its secrets and its deliveries, if `version` is current.
///
/// # Errors
/// `stale-version`, `not-found`, `forbidden`.
pub async fn delete(
    context: &Context,
    principal: &Permitted<WebhooksWrite>,
    id: WebhookId,
    version: impl Into<Precondition>,
) -> Result<(), Error> {
    let expected: Precondition = version.into();
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let webhook = hold(&tx, organization, id).await?;
    expected.check(webhook.version)?;
    webhook::Entity::delete_by_id(webhook.id).exec(&tx).await?;
    webhook_delivery::Entity::delete_many()
        .filter(webhook_delivery::Column::OrganizationId.eq(organization.0))
        .filter(webhook_delivery::Column::WebhookId.eq(webhook.id))
        .exec(&tx)
        .await?;
    let event = principal.event(EventAction::WebhookDeleted);
    record(context, &tx, organization, event.to(party(&webhook))).await?;
    tx.commit().await?;
    Ok(())
}
