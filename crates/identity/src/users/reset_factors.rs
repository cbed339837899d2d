use contract::ids::UserId;
use contract::users::User;

use super::held_user::hold;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, factors};

/// Removes all factors and recovery codes of a user, ends their sessions, and emails them. If MFA
/// is required, a new enrollment period begins.
///
/// # Errors
/// `conflict` if there are none, `not-found`, `forbidden`.
pub async fn reset_factors(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    factors::reset(principal, &held).await?;
    held.commit_and_read().await
}
