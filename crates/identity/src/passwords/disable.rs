use entity::account;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::Error;
use crate::accounts::HeldAccount;

/// Replaces the password by one that nobody knows. The account still counts as activated, so
/// setting a new password requires everything that a reset requires.
///
/// The password is set now, because this time tells who has verified an earlier one: a sign-in that is in
/// progress, and an LDAP connection. They end as they do after any new password.
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
