use entity::account;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::Error;
use crate::accounts::HeldAccount;

/// Replaces the password by one that nobody knows. The account still counts as activated, so
/// setting a new password requires everything that a reset requires.
///
/// Also changes the time at which the password was set. Sign-ins in progress, binds and LDAP connections
/// compare it with the time of the password that they verified, so they end as after any new password.
///
/// # Errors
/// If the database fails.
pub(crate) async fn disable(held: &HeldAccount<'_>) -> Result<(), Error> {
    let (context, id) = (held.context(), held.account.id);
    let nobodys = context.hasher().decoy();
    let nobodys = context.master_key().seal_hash(id, nobodys)?;
    account::Entity::update_many()
        .col_expr(account::Column::PasswordHash, Expr::value(nobodys))
        .col_expr(account::Column::PasswordSetAt, Expr::value(context.now()))
        .filter(account::Column::Id.eq(id))
        .exec(held.tx())
        .await?;
    Ok(())
}
