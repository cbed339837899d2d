use contract::events::{Event, EventAction};
use contract::exports::event_columns;
use contract::filter::EventFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};
use uuid::Uuid;

use super::list::{SHAPE, page};
use crate::lists::{ExportedList, after_item};
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
    const ID: &'static str = "id";

    fn columns() -> Vec<String> {
        event_columns()
    }

    async fn page(
        context: &Context,
        organization: OrganizationId,
        query: &ListQuery,
        total: Option<Total>,
        after: Option<Uuid>,
    ) -> Result<Page<Event>, Error> {
        let request = SHAPE.read(context, organization, None, query)?;
        let request = request.for_export(total, after_item(after));
        page(context, organization, &request).await
    }
}
