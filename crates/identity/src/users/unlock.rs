use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::User;

use super::read::read;
use crate::addresses::Portal;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, accounts};

/// Ends a lock and clears the failed attempts. An expired password stays expired.
///
/// # Errors
/// `conflict` when the user is not locked, `not-found`, `forbidden`.
pub async fn unlock(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<User, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    accounts::end_lock(context, &tx, principal, &account, EventAction::UserUnlocked).await?;
    let user = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}
