use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::User;

use super::held_user::hold;
use crate::accounts::{HeldAccount, end_lock, lock_at};
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error};

/// Unlocks a user and clears the failed attempts. An expired password stays expired. A lock by an
/// administrator also requires `users:write`, as setting it does.
///
/// # Errors
/// `conflict` if not locked, `not-found`, `forbidden`.
pub async fn unlock(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    perform(principal, &held).await?;
    held.commit_and_read().await
}

pub(super) async fn perform(
    principal: &Permitted<UsersAssist>,
    held: &HeldAccount<'_>,
) -> Result<(), Error> {
    if let Some(lock) = lock_at(&held.account, held.context().now()) {
        principal.require(lock.reason.permission_to_end())?;
    }
    end_lock(principal, held, EventAction::UserUnlocked).await
}
