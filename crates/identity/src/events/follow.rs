//! Events in the order in which they became visible, for programs that copy them.
//!
//! Neither time nor identifier gives this order: a transaction that began earlier may commit later,
//! and the clocks of servers differ. So an event gets its position only when it is visible: each
//! reader that follows the events numbers those that have none, while other readers wait. So does each
//! server every minute. Every event that becomes visible later gets a greater position.
//!
//! An event that counts repeated failures gets a new position whenever their number has doubled, so a
//! program that has read it as one failure learns that there are many: [`needs_position`] makes its
//! position negative, and it is then numbered together with the new ones.

use contract::events::Event;
use contract::filter::EventFilter;
use contract::page::{ListQuery, Page};
use entity::event::{self, Column};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::list::{SHAPE, passes};
use super::positions::{assign_positions, lacks_positions};
use super::show::show;
use crate::lists::count;
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

/// Lists the organization's events after a position, oldest first.
///
/// # Errors
/// `invalid-query`, `forbidden`.
pub(super) async fn follow(
    context: &Context,
    principal: &Permitted<EventsRead>,
    query: &ListQuery,
    after: u64,
) -> Result<Page<Event>, Error> {
    let organization = principal.organization();
    if query
        .cursor
        .as_ref()
        .is_some_and(|cursor| !cursor.is_empty())
    {
        let detail = "Send either after or cursor";
        return Err(Error::query("after", detail));
    }
    let after = i64::try_from(after);
    let after = after.map_err(|_| Error::query("after", "Send the position of an event"))?;
    let query = ListQuery {
        after: None,
        ..query.clone()
    };
    let request = SHAPE.read::<EventFilter>(context, organization, None, &query)?;
    let read = context.database().read();
    if lacks_positions(read, organization).await? {
        let tx = context.database().begin().await?;
        assign_positions(&tx, organization).await?;
        tx.commit().await?;
    }

    let events = event::Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Position.gt(after))
        .filter(passes(&request.filter));
    let limit = request.rows() - 1;
    let page = events.clone().order_by_asc(Column::Position).limit(limit);
    let total = count(read, events.into_query(), request.exact_total);
    let (rows, total) = tokio::join!(page.all(read), total);
    let total = total?;
    Ok(Page {
        items: rows?.into_iter().map(show).collect(),
        total: total.number,
        total_is_exact: total.is_exact,
        next_cursor: None,
    })
}

/// The position of an event that has to get a new one. An event without a position stays without one.
pub(super) fn needs_position() -> Expr {
    Expr::value(0_i64).sub(Func::abs(Expr::col(Column::Position)))
}
