use contract::events::{Event, EventAction};
use contract::exports::{ExportQuery, event_columns};
use contract::filter::EventFilter;
use contract::ids::OrganizationId;
use contract::page::{Counting, ListQuery, Page, Total};

use super::NewEvent;
use super::list::{SHAPE, page};
use crate::actor::Party;
use crate::exports::{Asked, Export, PAGE_ROWS, Pages, record_export};
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

/// The events of an organization, for an export.
#[derive(Debug)]
pub struct ExportedEvents(OrganizationId);

impl Pages for ExportedEvents {
    type Item = Event;

    fn columns() -> Vec<String> {
        event_columns()
    }

    async fn page(
        &self,
        context: &Context,
        query: &ListQuery,
        total: Option<Total>,
    ) -> Result<Page<Event>, Error> {
        let query = ListQuery {
            total: Some(Counting::Exact),
            ..query.clone()
        };
        let request = SHAPE.read::<EventFilter>(context, self.0, None, &query)?;
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
    let organization = principal.organization();
    let export = begin(context, organization, query).await?;
    let event = principal.event(EventAction::EventsExported);
    record_export(context, organization, event, query, export.total()).await?;
    Ok(export)
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
    let export = begin(context, organization, query).await?;
    let event = NewEvent::new(EventAction::EventsExported, Party::system());
    record_export(context, organization, event, query, export.total()).await?;
    Ok(export)
}

async fn begin(
    context: &Context,
    organization: OrganizationId,
    query: &ExportQuery,
) -> Result<Export<ExportedEvents>, Error> {
    let asked = Asked {
        organization,
        list: "events",
        sort: None,
        query,
    };
    Export::begin(context, ExportedEvents(organization), asked).await
}
