use contract::filter::NoFilter;
use contract::ids::RadiusClientId;
use contract::page::{ListQuery, Page};
use contract::radius::RadiusClient;
use entity::radius_client::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryTrait};
use uuid::Uuid;

use super::groups::groups_of;
use super::held_client::find;
use super::show::{show, show_stored};
use crate::lists::{Key, Shape, before, count};
use crate::permitted::{OrganizationRead, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "radius-clients",
    sorts: &[],
    default_sort: "",
    search: false,
};

/// Lists the organization's RADIUS clients, newest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
    query: &ListQuery,
) -> Result<Page<RadiusClient>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<NoFilter>(context, organization, None, query)?;
    let clients = Entity::find().filter(Column::OrganizationId.eq(organization.0));
    let read = context.database().read();
    let after = request.after.as_ref().map(|after| after.id);
    let page = before(clients.clone(), Column::Id, after, request.rows());
    let total = count(read, clients.into_query(), request.exact_total);
    let (rows, total) = tokio::join!(page.all(read), total);
    let rows = rows?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut groups = groups_of(read, organization, &ids).await?;
    request.page(
        context,
        rows,
        total?,
        |row| (Key::Id, row.id),
        |row| {
            let own = groups.remove(&row.id).unwrap_or_default();
            show(row, own)
        },
    )
}

/// Returns a RADIUS client.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
    id: RadiusClientId,
) -> Result<RadiusClient, Error> {
    let read = context.database().read();
    let row = find(read, principal.organization(), id).await?;
    show_stored(read, row).await
}
