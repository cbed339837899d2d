use contract::events::Event;
use contract::filter::EventFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page};
use entity::event::{self, Column};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::follow::follow;
use super::show::show;
use crate::lists::{Request, Shape, all_of, any, one_of};
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

pub(super) const SHAPE: Shape = Shape::newest_first("events");

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
    page(context, organization, &request).await
}

/// Reads a page.
pub(super) async fn page(
    context: &Context,
    organization: OrganizationId,
    request: &Request<EventFilter>,
) -> Result<Page<Event>, Error> {
    let events = event::Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(passes(&request.filter));
    let page = request.newest_first(context, events, Column::Id, |row| row.id);
    Ok(page.await?.map(show))
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
