use entity::link;
use rules::lifetimes::LinkPurpose;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::find::{find, not_usable};
use crate::{Context, Error};

/// Uses a link up. Of any number of parallel uses one gets past here.
pub(super) async fn spend(
    context: &Context,
    tx: &impl ConnectionTrait,
    found: &link::Model,
) -> Result<(), Error> {
    let spent = link::Entity::update_many()
        .col_expr(link::Column::UsedAt, Expr::value(context.now()))
        .filter(link::Column::Id.eq(found.id))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::VoidedAt.is_null())
        .exec(tx)
        .await?;
    if spent.rows_affected == 1 {
        Ok(())
    } else {
        Err(not_usable())
    }
}

/// Uses up a link that must be this account's own.
///
/// # Errors
/// `link-not-usable`.
pub(crate) async fn spend_own(
    context: &Context,
    tx: &impl ConnectionTrait,
    purpose: LinkPurpose,
    token: &str,
    account: Uuid,
) -> Result<(), Error> {
    let usable = find(context, tx, purpose, token).await?;
    if usable.account.id != account {
        return Err(not_usable());
    }
    spend(context, tx, &usable.link).await
}
