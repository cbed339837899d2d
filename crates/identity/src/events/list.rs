use contract::events::Event;
use contract::filter::EventFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page, Total};
use entity::event::{self, Column};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryTrait};

use super::follow::follow;
use super::show::show;
use crate::lists::{Key, Request, Shape, all_of, any, before, count, one_of};
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

pub(super) const SHAPE: Shape = Shape {
    name: "events",
    sorts: &[],
    default_sort: "",
    search: false,
};

/// Lists the organization's events, newest first, or oldest first after a position.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<EventsRead>,
    query: &ListQuery,
) -> Result<Page<Event>, Error> {
    if let Some(after) = query.after {
        return follow(context, principal, query, after).await;
    }
    let organization = principal.organization();
    let request = SHAPE.read::<EventFilter>(context, organization, None, query)?;
    page(context, organization, &request, None).await
}

/// Reads a page. `total` is the number of all events that match; they are counted if it is `None`.
pub(super) async fn page(
    context: &Context,
    organization: OrganizationId,
    request: &Request<EventFilter>,
    total: Option<Total>,
) -> Result<Page<Event>, Error> {
    let events = event::Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(passes(&request.filter));
    let read = context.database().read();
    let after = request.after.as_ref().map(|after| after.id);
    let page = before(events.clone(), Column::Id, after, request.rows());
    let total = async {
        match total {
            None => count(read, events.into_query(), request.exact_total).await,
            Some(total) => Ok(total),
        }
    };
    let (rows, total) = tokio::join!(page.all(read), total);
    request.page(context, rows?, total?, |row| (Key::Id, row.id), show)
}

pub(super) fn passes(filter: &EventFilter) -> Condition {
    let EventFilter {
        action,
        outcome,
        actor,
        target,
        since,
        before,
    } = filter;
    all_of([
        one_of(Column::Action, action),
        one_of(Column::Outcome, outcome),
        one_of(Column::ActorId, actor),
        one_of(Column::TargetId, target),
        any(since, |moment| {
            Condition::all().add(Column::At.gte(moment.get()))
        }),
        any(before, |moment| {
            Condition::all().add(Column::At.lt(moment.get()))
        }),
    ])
}
