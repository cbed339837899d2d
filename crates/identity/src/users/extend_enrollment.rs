use contract::factors::ExtendEnrollment;
use contract::ids::UserId;
use contract::users::User;

use super::held_user::hold;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, factors};

/// Extends a user's MFA enrollment period, counted from now, even if it has already ended.
///
/// # Errors
/// `invalid-fields` with `days`, `conflict` if there is no enrollment period, `not-found`,
/// `forbidden`.
pub async fn extend_enrollment(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
    request: ExtendEnrollment,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    factors::extend(principal, &held, request).await?;
    held.commit_and_read().await
}
