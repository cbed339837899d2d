use contract::events::Event;
use contract::ids::EventId;
use entity::event::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::show::show;
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

/// Finds an event.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<EventsRead>,
    id: EventId,
) -> Result<Event, Error> {
    let found = Entity::find_by_id(id.0)
        .filter(Column::OrganizationId.eq(principal.organization().0))
        .one(context.database().read())
        .await?;
    found.map(show).ok_or(Error::NotFound)
}
