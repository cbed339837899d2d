use contract::ids::UserId;
use contract::page::Page;
use contract::terms::TermsAcceptance;
use entity::terms_acceptance::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::find::number;
use crate::addresses::Portal;
use crate::lists::single_page;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error, accounts};

/// Lists the versions of the terms that a user has accepted, newest first.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn of_user(
    context: &Context,
    principal: &Permitted<UsersRead>,
    user: UserId,
) -> Result<Page<TermsAcceptance>, Error> {
    let (read, organization) = (context.database().read(), principal.organization());
    let account = accounts::find(read, organization, Portal::User, user.0).await?;
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::AccountId.eq(account.id))
        .order_by_desc(Column::Version)
        .all(read)
        .await?;
    let total = rows.len() as u64;
    let items = rows.into_iter().map(show).collect();
    Ok(single_page(items, total))
}

/// Builds the API's representation of an acceptance.
pub(super) fn show(row: Model) -> TermsAcceptance {
    TermsAcceptance {
        version: number(row.version),
        accepted_at: row.accepted_at,
        address: row.address,
    }
}
