use contract::application_passwords::ApplicationPassword;
use contract::ids::{OrganizationId, UserId};
use contract::page::Page;
use entity::application_password::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::show::show_all;
use crate::actor::SignedInUser;
use crate::addresses::Portal;
use crate::lists::single_page;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error, accounts};

/// Lists the caller's own application passwords, oldest first. Excludes revoked ones.
///
/// # Errors
/// If the database fails.
pub async fn mine(
    context: &Context,
    user: &SignedInUser,
) -> Result<Page<ApplicationPassword>, Error> {
    list(context, user.organization, user.account).await
}

/// Lists the application passwords of a user, oldest first. Excludes revoked ones.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn of_user(
    context: &Context,
    principal: &Permitted<UsersRead>,
    user: UserId,
) -> Result<Page<ApplicationPassword>, Error> {
    list(context, principal.organization(), user.0).await
}

async fn list(
    context: &Context,
    organization: OrganizationId,
    account: Uuid,
) -> Result<Page<ApplicationPassword>, Error> {
    let read = context.database().read();
    let account = accounts::find(read, organization, Portal::User, account).await?;
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::AccountId.eq(account.id))
        .filter(Column::RevokedAt.is_null())
        .order_by_asc(Column::Id)
        .all(read)
        .await?;
    let total = rows.len() as u64;
    let items = show_all(context, read, &account, rows).await?;
    Ok(single_page(items, total))
}
