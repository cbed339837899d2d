use contract::filter::WebhookDeliveryFilter;
use contract::ids::WebhookDeliveryId;
use contract::page::{ListQuery, Page};
use contract::webhooks::WebhookDelivery;
use entity::webhook_delivery::{Column, Entity};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::show::show_delivery;
use crate::lists::{Shape, all_of, one_of};
use crate::permitted::{Permitted, WebhooksRead};
use crate::tenant_rows::find;
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
    let row = find(read, principal.organization(), id).await?;
    Ok(show_delivery(row))
}
