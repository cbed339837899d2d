use contract::ids::{OrganizationId, UserId};
use contract::page::Page;
use contract::ssh_keys::SshKey;
use entity::ssh_key::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::show;
use crate::actor::SignedInUser;
use crate::addresses::Portal;
use crate::lists::single_page;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error, accounts};

/// Lists the caller's own keys, oldest first.
///
/// # Errors
/// If the database fails.
pub async fn mine(context: &Context, user: &SignedInUser) -> Result<Page<SshKey>, Error> {
    list(context, user.organization, user.account).await
}

/// Lists the keys of a user, oldest first.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn of_user(
    context: &Context,
    principal: &Permitted<UsersRead>,
    user: UserId,
) -> Result<Page<SshKey>, Error> {
    let (read, organization) = (context.database().read(), principal.organization());
    let account = accounts::find(read, organization, Portal::User, user.0).await?;
    list(context, organization, account.id).await
}

async fn list(
    context: &Context,
    organization: OrganizationId,
    account: Uuid,
) -> Result<Page<SshKey>, Error> {
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::AccountId.eq(account))
        .order_by_asc(Column::Id)
        .all(context.database().read())
        .await?;
    let total = rows.len() as u64;
    let items = rows.into_iter().map(show).collect();
    Ok(single_page(items, total))
}
