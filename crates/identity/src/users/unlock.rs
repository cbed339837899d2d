use contract::ids::UserId;
use contract::users::User;
use rules::role::Permission;

use super::read::read;
use crate::actor::Operator;
use crate::addresses::Portal;
use crate::{Context, Error, accounts};

/// Ends a lock and clears the failed attempts. An expired password stays expired. Needs
/// `users:assist`.
///
/// # Errors
/// `conflict` when the user is not locked, `not-found`, `forbidden`.
pub async fn unlock(context: &Context, operator: &Operator, id: UserId) -> Result<User, Error> {
    operator.require(Permission::UsersAssist)?;
    let organization = operator.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    accounts::end_lock(context, &tx, operator, &account, "user.unlocked").await?;
    let user = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}
