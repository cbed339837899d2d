use contract::events::{Event, EventAction};
use contract::filter::NoFilter;
use contract::ids::OrganizationId;
use contract::page::{ListQuery, Page};
use entity::event::{self, Column};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryTrait};
use uuid::Uuid;

use super::show::show;
use crate::lists::{Key, Shape, before, count};
use crate::{Context, Error};

const SHAPE: Shape = Shape::newest_first("activity");

/// Lists the events by and on an account, newest first, except those that others did to it with an action
/// of `hidden`. Merges two index scans: a single condition with `OR` would read all events for every page.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`.
pub(crate) async fn activity_of(
    context: &Context,
    organization: OrganizationId,
    account: Uuid,
    hidden: &[EventAction],
    query: &ListQuery,
) -> Result<Page<Event>, Error> {
    let request = SHAPE.read::<NoFilter>(context, organization, Some(account), query)?;
    let read = context.database().read();
    let events = event::Entity::find().filter(Column::OrganizationId.eq(organization.0));
    let by = events.clone().filter(Column::ActorId.eq(account));
    // The first query already includes the account's actions on itself.
    let to = events
        .filter(Column::TargetId.eq(account))
        .filter(Column::Action.is_not_in(hidden.iter().copied()))
        .filter(
            Condition::any()
                .add(Column::ActorId.is_null())
                .add(Column::ActorId.ne(account)),
        );
    let after = request.after.as_ref().map(|after| after.id);
    let page = |events| before(events, Column::Id, after, request.rows()).all(read);
    let (did, done_to, did_in_all, done_to_in_all) = tokio::join!(
        page(by.clone()),
        page(to.clone()),
        count(read, by.into_query(), request.exact_total),
        count(read, to.into_query(), request.exact_total),
    );
    let mut rows = did?;
    rows.extend(done_to?);
    rows.sort_by_key(|row| std::cmp::Reverse(row.id));
    let total = did_in_all?.plus(done_to_in_all?);
    request.page(context, rows, total, |row| (Key::Id, row.id), show)
}
