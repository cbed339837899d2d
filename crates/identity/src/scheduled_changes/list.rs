use contract::filter::NoFilter;
use contract::page::{ListQuery, Page};
use contract::scheduled_changes::ScheduledChange;
use entity::scheduled_change::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::show::show;
use crate::accounts::{find_organization, names_and_emails};
use crate::lists::{Key, Shape};
use crate::permitted::{Permitted, UsersRead};
use crate::zone::Zone;
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
    let place = |row: &Model| (Key::At(row.due_at.unix_millis()), row.id);
    let page = request.sorted(context, changes, [Column::DueAt, Column::Id], place);
    let (page, read) = (page.await?, context.database().read());
    let users = page.items.iter().map(|change| change.account_id);
    let users = names_and_emails(read, organization, users).await?;
    let zone = Zone::of(&find_organization(read, organization).await?);
    Ok(page.map(|change| {
        let user = users.get(&change.account_id).cloned();
        show(principal, &zone, change, user)
    }))
}
