use contract::filter::NoFilter;
use contract::page::{ListQuery, Page};
use contract::scheduled_changes::ScheduledChange;
use entity::scheduled_change::{Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use super::show::show;
use super::zone::Zone;
use crate::accounts::{find_organization, names_and_emails};
use crate::lists::{Key, Shape, count};
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "scheduled-changes",
    sorts: &["at"],
    default_sort: "at",
    search: false,
};

/// Lists the scheduled changes of all users, the next one first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<UsersRead>,
    query: &ListQuery,
) -> Result<Page<ScheduledChange>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<NoFilter>(context, organization, None, query)?;
    let changes = Entity::find().filter(Column::OrganizationId.eq(organization.0));
    let place = [
        Expr::col((Entity, Column::DueAt)),
        Expr::col((Entity, Column::Id)),
    ];
    let page = request.page_of(changes.clone(), place);
    let read = context.database().read();
    let total = count(read, changes.into_query(), request.exact_total);
    let (rows, total) = tokio::join!(page.all(read), total);
    let key = |row: &entity::scheduled_change::Model| (Key::At(row.due_at.unix_millis()), row.id);
    let page = request.page(context, rows?, total?, key, |row| row)?;
    let users = page.items.iter().map(|change| change.account_id);
    let users = names_and_emails(read, organization, users).await?;
    let zone = Zone::of(&find_organization(read, organization).await?);
    let items = page.items.into_iter().map(|change| {
        let user = users.get(&change.account_id).cloned();
        show(principal, &zone, change, user)
    });
    Ok(Page {
        items: items.collect(),
        total: page.total,
        total_is_exact: page.total_is_exact,
        next_cursor: page.next_cursor,
    })
}
