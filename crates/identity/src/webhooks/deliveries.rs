use contract::filter::WebhookDeliveryFilter;
use contract::ids::{OrganizationId, WebhookDeliveryId};
use contract::page::{ListQuery, Page};
use contract::webhooks::WebhookDelivery;
use entity::webhook_delivery::{Column, Entity, Model};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::show::show_delivery;
use crate::lists::{Shape, all_of, one_of};
use crate::permitted::{Permitted, WebhooksRead};
use crate::{Context, Error};

const SHAPE: Shape = Shape::newest_first("webhook-deliveries");

/// Lists the deliveries to the organization's webhooks, newest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list_deliveries(
    context: &Context,
    principal: &Permitted<WebhooksRead>,
    query: &ListQuery,
) -> Result<Page<WebhookDelivery>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<WebhookDeliveryFilter>(context, organization, None, query)?;
    let deliveries = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(passes(&request.filter));
    let page = request.newest_first(context, deliveries, Column::Id, |row| row.id);
    Ok(page.await?.map(show_delivery))
}

fn passes(filter: &WebhookDeliveryFilter) -> Condition {
    let WebhookDeliveryFilter {
        webhook,
        state,
        event,
    } = filter;
    all_of([
        one_of(Column::WebhookId, webhook),
        one_of(Column::State, state),
        one_of(Column::Event, event),
    ])
}

/// Returns a delivery.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn delivery(
    context: &Context,
    principal: &Permitted<WebhooksRead>,
    id: WebhookDeliveryId,
) -> Result<WebhookDelivery, Error> {
    let read = context.database().read();
    let row = find_delivery(read, principal.organization(), id).await?;
    Ok(show_delivery(row))
}

/// Reads a delivery.
///
/// # Errors
/// `not-found`, also if it belongs to another organization.
pub(super) async fn find_delivery(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: WebhookDeliveryId,
) -> Result<Model, Error> {
    let found = Entity::find_by_id(id.0)
        .filter(Column::OrganizationId.eq(organization.0))
        .one(db)
        .await?;
    found.ok_or(Error::NotFound)
}
