use contract::events::{Event, EventAction};
use contract::exports::{ExportQuery, event_columns};
use contract::filter::EventFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};
use rules::role::Permission;

use super::NewEvent;
use super::list::{SHAPE, page};
use crate::actor::Party;
use crate::exports::{Export, PAGE_ROWS, Pages};
use crate::initiator::Initiator;
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

/// The events of an organization, for an export.
#[derive(Debug)]
pub struct ExportedEvents(OrganizationId);

impl Pages for ExportedEvents {
    type Item = Event;
    const LIST: &'static str = "events";
    const SORT: Option<&'static str> = None;

    fn organization(&self) -> OrganizationId {
        self.0
    }

    fn columns() -> Vec<String> {
        event_columns()
    }

    async fn own_columns(&self, _: &Context) -> Result<Vec<String>, Error> {
        Ok(Vec::new())
    }

    async fn page(
        &self,
        context: &Context,
        query: &ListQuery,
        total: Option<Total>,
    ) -> Result<Page<Event>, Error> {
        let request = SHAPE.read::<EventFilter>(context, self.0, None, query)?;
        page(context, self.0, &request.with_limit(PAGE_ROWS), total).await
    }
}

/// Begins an export of the events, the latest first, and records it.
///
/// # Errors
/// `invalid-query`, `too-many-requests`, `forbidden`.
pub async fn export(
    context: &Context,
    principal: &Permitted<EventsRead>,
    query: &ExportQuery,
) -> Result<Export<ExportedEvents>, Error> {
    let exported = ExportedEvents(principal.organization());
    let event = principal.event(EventAction::EventsExported);
    let initiator = Initiator::of(principal, &[Permission::EventsRead]);
    Export::begin(context, exported, initiator, query, event).await
}

/// As [`export`], for the operator of the server, who can read the database anyway.
///
/// # Errors
/// `invalid-query`, `not-found`.
pub async fn export_for_operator(
    context: &Context,
    organization: OrganizationId,
    query: &ExportQuery,
) -> Result<Export<ExportedEvents>, Error> {
    let event = NewEvent::new(EventAction::EventsExported, Party::system());
    let operator = Initiator::operator(organization);
    Export::begin(
        context,
        ExportedEvents(organization),
        operator,
        query,
        event,
    )
    .await
}
