use contract::ids::UserId;
use contract::page::Page;
use contract::scheduled_changes::ScheduledChange;
use entity::scheduled_change::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::show::show;
use crate::accounts::{self, find_organization};
use crate::addresses::Portal;
use crate::lists::single_page;
use crate::permitted::{Permitted, UsersRead};
use crate::zone::Zone;
use crate::{Context, Error};

/// Lists the scheduled changes of a user, the next one first.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn of_user(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: UserId,
) -> Result<Page<ScheduledChange>, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let user = accounts::find(read, organization, Portal::User, id.0).await?;
    let changes = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::AccountId.eq(user.id))
        .order_by_asc(Column::DueAt)
        .all(read)
        .await?;
    let zone = Zone::of(&find_organization(read, organization).await?);
    let named = || Some((user.name.clone(), user.email.clone()));
    let items: Vec<_> = changes
        .into_iter()
        .map(|change| show(principal, &zone, change, named()))
        .collect();
    let total = items.len() as u64;
    Ok(single_page(items, total))
}
