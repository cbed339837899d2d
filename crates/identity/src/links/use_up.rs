use entity::link;
use rules::links::LinkPurpose;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::find_usable::{find, find_own, not_usable};
use crate::accounts::HeldAccount;
use crate::{Context, Error};

/// Marks a link of the account as used. Of any number of parallel uses, only one succeeds.
pub(super) async fn use_up(held: &HeldAccount<'_>, found: &link::Model) -> Result<(), Error> {
    let used = link::Entity::update_many()
        .col_expr(link::Column::UsedAt, Expr::value(held.context().now()))
        .filter(link::Column::Id.eq(found.id))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::VoidedAt.is_null())
        .exec(held.tx())
        .await?;
    if used.rows_affected == 1 {
        Ok(())
    } else {
        Err(not_usable())
    }
}

/// Finds a link that must belong to this account, and marks it as used.
///
/// # Errors
/// `link-not-usable`.
pub(crate) async fn use_up_own(
    held: &HeldAccount<'_>,
    purpose: LinkPurpose,
    token: &str,
) -> Result<(), Error> {
    let link = find_own(held, purpose, token).await?;
    use_up(held, &link).await
}

/// Finds a link by its token alone, holds the account that it belongs to, and uses it up.
///
/// # Errors
/// `link-not-usable`.
pub(crate) async fn hold_and_use_up<'a>(
    context: &'a Context,
    purpose: LinkPurpose,
    token: &str,
) -> Result<(HeldAccount<'a>, link::Model), Error> {
    let found = find(context, context.database().read(), purpose, token).await?;
    let held = HeldAccount::by_id(context, found.link.account_id).await?;
    let held = held.ok_or_else(not_usable)?;
    let link = find_own(&held, purpose, token).await?;
    use_up(&held, &link).await?;
    Ok((held, link))
}
