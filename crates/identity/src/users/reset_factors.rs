use contract::ids::UserId;
use contract::users::User;

use super::act::hold;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, factors};

/// Takes all factors and recovery codes of a user away, ends their sessions, and tells them.
/// Where a factor is required, a new enrolment period begins.
///
/// # Errors
/// `conflict` when there is none, `not-found`, `forbidden`.
pub async fn reset_factors(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    factors::reset(principal, &held).await?;
    held.commit_and_read().await
}
