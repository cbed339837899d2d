use contract::events::EventAction;
use contract::ids::{OrganizationId, WebhookId};
use entity::webhook;
use entity::webhook_delivery::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::replay::BATCH;
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
    let event = principal.event(EventAction::WebhookDeleted);
    record(context, &tx, organization, event.to(party(&webhook))).await?;
    tx.commit().await?;
    delete_deliveries(context, organization, id).await;
    Ok(())
}

/// Deletes the deliveries of a webhook that no longer exists, even if the client no longer waits. There can be
/// hundreds of thousands, so each batch is a statement of its own, and others write in between.
///
/// If the database fails, the worker deletes those that are due, and the others are deleted when they are old.
async fn delete_deliveries(context: &Context, organization: OrganizationId, webhook: WebhookId) {
    let cloned = context.clone();
    let deleted = context.background().spawn(async move {
        while delete_some(&cloned, organization, webhook).await? > 0 {}
        Ok::<_, Error>(())
    });
    let deleted = deleted
        .await
        .map_err(|error| Error::internal(error.to_string()));
    if let Err(error) = deleted.flatten() {
        tracing::error!(%error, webhook = %webhook.0, "deliveries of a deleted webhook are still in the log");
    }
}

/// Deletes some deliveries of a webhook, and returns their number.
async fn delete_some(
    context: &Context,
    organization: OrganizationId,
    webhook: WebhookId,
) -> Result<usize, Error> {
    let batch: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::WebhookId.eq(webhook.0))
        .limit(BATCH)
        .into_tuple()
        .all(context.database().read())
        .await?;
    if !batch.is_empty() {
        Entity::delete_many()
            .filter(Column::OrganizationId.eq(organization.0))
            .filter(Column::Id.is_in(batch.iter().copied()))
            .exec(context.database().write())
            .await?;
    }
    Ok(batch.len())
}
