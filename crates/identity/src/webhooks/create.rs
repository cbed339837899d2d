use contract::events::EventAction;
use contract::ids::{OrganizationId, WebhookId};
use contract::webhooks::{CreateWebhook, WebhookCreated};
use entity::webhook::{ActiveModel, Entity};
use entity::{Document, Version};
use mail::WebhookChange;
use rules::webhook::MOST_WEBHOOKS;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::secrets::{insert_secret, show_all};
use super::show::{origin, party, show};
use super::tell_owners::tell_owners;
use super::values;
use crate::events::record;
use crate::fields::Fields;
use crate::idempotency::{Create, claim};
use crate::permitted::{Permitted, WebhooksWrite};
use crate::room::check_room;
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Creates a webhook with one secret, which is only in this response, and tells the owners. A repeated call with the same
/// `idempotency_key` (kept for a day) creates no other one and is refused with the details of the first.
///
/// # Errors
/// `invalid-fields`, `conflict` if there are too many, `already-created`, `idempotency-conflict`,
/// `forbidden`.
pub async fn create(
    context: &Context,
    principal: &Permitted<WebhooksWrite>,
    request: &CreateWebhook,
    idempotency_key: Option<&str>,
) -> Result<WebhookCreated, Error> {
    let organization = principal.organization();
    let mut fields = Fields::default();
    let name = values::name(&mut fields, &request.name);
    let url = values::url(&mut fields, &request.url);
    let events = values::events(&mut fields, &request.events, &[]);
    let (name, url) = fields.finish_with(name.zip(url))?;
    let id = context.new_id();
    let row = ActiveModel {
        id: Set(id),
        organization_id: Set(organization.0),
        name: Set(name),
        url: Set(url),
        events: Set(Document(events)),
        enabled: Set(true),
        created_by: Set(principal.party().name),
        created_at: Set(context.now()),
        version: Set(Version::FIRST),
        ..Default::default()
    };

    let tx = context.database().begin().await?;
    let once = Create {
        by: principal,
        operation: "webhook",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, id).await? {
        return Err(already_created(&tx, organization, first).await?);
    }
    let refusal = "An organization has at most 20 webhooks. Delete one first";
    check_room::<Entity>(&tx, organization, (MOST_WEBHOOKS, refusal)).await?;
    let row = Entity::insert(row).exec_with_returning(&tx).await?;
    let (secret_row, secret) = insert_secret(context, &tx, organization.0, row.id).await?;
    let event = principal
        .event(EventAction::WebhookCreated)
        .to(party(&row))
        .with("url", origin(&row.url));
    record(context, &tx, organization, event).await?;
    tell_owners(context, &tx, principal, &row, WebhookChange::Created).await?;
    tx.commit().await?;
    Ok(WebhookCreated {
        webhook: show(row, show_all(vec![secret_row])),
        secret,
    })
}

/// The error for a repeated create. The response is not given again, because it contains the secret.
async fn already_created(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    first: Uuid,
) -> Result<Error, Error> {
    let first = find(tx, organization, WebhookId(first)).await?;
    Ok(Error::AlreadyCreated(format!(
        "The webhook \"{}\" ({}) was created with this Idempotency-Key. Its secret is shown once: \
         if it was lost, create another secret",
        first.name, first.id
    )))
}
