use contract::filter::NoFilter;
use contract::ids::WebhookId;
use contract::page::{ListQuery, Page};
use contract::webhooks::Webhook;
use entity::webhook::{Column, Entity};
use entity::webhook_secret;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::secrets::{secrets, show_all};
use super::show::show_to;
use crate::lists::Shape;
use crate::permitted::{Permitted, WebhooksRead};
use crate::tenant_rows::find;
use crate::{Context, Error};

const SHAPE: Shape = Shape::newest_first("webhooks");

/// Lists the organization's webhooks, newest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<WebhooksRead>,
    query: &ListQuery,
) -> Result<Page<Webhook>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<NoFilter>(context, organization, None, query)?;
    let webhooks = Entity::find().filter(Column::OrganizationId.eq(organization.0));
    let page = request.newest_first(context, webhooks, Column::Id, |row| row.id);
    let (page, read) = (page.await?, context.database().read());
    // An organization has few webhooks, with two secrets at most.
    let secrets = webhook_secret::Entity::find()
        .filter(webhook_secret::Column::OrganizationId.eq(organization.0))
        .order_by_asc(webhook_secret::Column::Id)
        .all(read)
        .await?;
    Ok(page.map(|row| {
        let own = secrets.iter().filter(|secret| secret.webhook_id == row.id);
        let own = show_all(own.cloned().collect());
        show_to(principal, row, own)
    }))
}

/// Returns a webhook.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<WebhooksRead>,
    id: WebhookId,
) -> Result<Webhook, Error> {
    let (read, organization) = (context.database().read(), principal.organization());
    let row = find(read, organization, id).await?;
    let secrets = secrets(read, organization.0, row.id).await?;
    Ok(show_to(principal, row, show_all(secrets)))
}
