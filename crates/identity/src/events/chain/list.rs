use contract::event_chain::EventCheckpoint;
use contract::filter::NoFilter;
use contract::page::{ListQuery, Page};
use entity::event_checkpoint::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use super::checkpoint::show;
use crate::lists::{Key, Shape, before, count};
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "event-checkpoints",
    sorts: &[],
    default_sort: "",
    search: false,
};

/// Lists the signed checkpoints of the organization's events, newest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list_checkpoints(
    context: &Context,
    principal: &Permitted<EventsRead>,
    query: &ListQuery,
) -> Result<Page<EventCheckpoint>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<NoFilter>(context, organization, None, query)?;
    let checkpoints = Entity::find().filter(Column::OrganizationId.eq(organization.0));
    let read = context.database().read();
    let after = request.after.as_ref().map(|after| after.id);
    let page = before(checkpoints.clone(), Column::Id, after, request.rows());
    let total = count(read, checkpoints.into_query(), request.exact_total);
    let (rows, total) = tokio::join!(page.all(read), total);
    request.page(context, rows?, total?, |row| (Key::Id, row.id), show)
}
