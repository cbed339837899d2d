use entity::session::{self, EndReason};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{Context, Error};

/// Ends the sessions of an account, or `only` that one of them, and tells how many. From
/// that moment their access tokens open nothing. `tx` holds the account: a session that is
/// renewed at the same moment would go on.
///
/// # Errors
/// When the database fails.
pub async fn end_sessions(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: Uuid,
    reason: EndReason,
    only: Option<Uuid>,
) -> Result<u64, Error> {
    let mut update = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(context.now()))
        .col_expr(session::Column::EndReason, Expr::value(reason))
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::EndedAt.is_null());
    if let Some(only) = only {
        update = update.filter(session::Column::Id.eq(only));
    }
    Ok(update.exec(tx).await?.rows_affected)
}

/// As [`end_sessions`], for all but one.
///
/// # Errors
/// When the database fails.
pub(crate) async fn end_other_sessions(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: Uuid,
    keep: Uuid,
    reason: EndReason,
) -> Result<u64, Error> {
    let ended = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(context.now()))
        .col_expr(session::Column::EndReason, Expr::value(reason))
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::Id.ne(keep))
        .filter(session::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected)
}
