use contract::events::{Event, EventAction};
use contract::exports::event_columns;
use contract::filter::EventFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};

use super::list::{SHAPE, page};
use crate::exports::ExportedList;
use crate::permitted::EventsRead;
use crate::{Context, Error};

/// The events of an organization for an export, the latest first.
#[derive(Debug)]
pub struct ExportedEvents;

impl ExportedList for ExportedEvents {
    type Item = Event;
    type Filter = EventFilter;
    type Read = EventsRead;
    const LIST: &'static str = "events";
    const SORT: Option<&'static str> = None;
    const EVENT: EventAction = EventAction::EventsExported;

    fn columns() -> Vec<String> {
        event_columns()
    }

    async fn page(
        context: &Context,
        organization: OrganizationId,
        query: &ListQuery,
        total: Option<Total>,
    ) -> Result<Page<Event>, Error> {
        let request = SHAPE.read(context, organization, None, query)?;
        page(context, organization, &request.for_export(total)).await
    }
}
