use contract::events::Event;
use contract::ids::EventId;

use super::show::show;
use crate::permitted::{EventsRead, Permitted};
use crate::tenant_rows::find;
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
    let read = context.database().read();
    find(read, principal.organization(), id).await.map(show)
}
