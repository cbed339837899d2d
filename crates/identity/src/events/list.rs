use contract::events::{Event, EventAction};
use contract::page::{ListQuery, Page};
use entity::event::{self, Column};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::show::show;
use crate::lists::{Field, Key, Shape, Values, before};
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "events",
    sorts: &[],
    default_sort: "",
    fields: &[
        Field {
            name: "action",
            values: Values::OneOf(&EventAction::NAMES),
        },
        Field {
            name: "outcome",
            values: Values::OneOf(&["success", "failure"]),
        },
        Field {
            name: "actor",
            values: Values::Id,
        },
        Field {
            name: "target",
            values: Values::Id,
        },
    ],
    search: false,
};

/// A page of the organization's events, the latest first. Filters: `action`, `outcome`,
/// `actor`, `target`.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<EventsRead>,
    query: &ListQuery,
) -> Result<Page<Event>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read(context, organization, None, query)?;
    let mut events = event::Entity::find().filter(Column::OrganizationId.eq(organization.0));
    if let Some(actions) = request.values("action") {
        events = events.filter(Column::Action.is_in(actions));
    }
    if let Some(outcomes) = request.values("outcome") {
        events = events.filter(Column::Outcome.is_in(outcomes));
    }
    if let Some(actors) = request.ids("actor") {
        events = events.filter(Column::ActorId.is_in(actors));
    }
    if let Some(targets) = request.ids("target") {
        events = events.filter(Column::TargetId.is_in(targets));
    }
    let read = context.database().read();
    let after = request.after.as_ref().map(|after| after.id);
    let page = before(events.clone(), Column::Id, after, request.rows());
    let (rows, total) = tokio::join!(page.all(read), events.count(read));
    request.page(context, rows?, total?, |row| (Key::Id, row.id), show)
}
