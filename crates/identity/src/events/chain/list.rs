use contract::events::chain::EventCheckpoint;
use contract::filter::NoFilter;
use contract::page::{ListQuery, Page};
use entity::event_checkpoint::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::checkpoint::show;
use crate::lists::Shape;
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape::newest_first("event-checkpoints");

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
    let page = request.newest_first(context, checkpoints, Column::Id, |row| row.id);
    Ok(page.await?.map(show))
}
