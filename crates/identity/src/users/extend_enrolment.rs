use contract::factors::ExtendEnrolment;
use contract::ids::UserId;
use contract::users::User;

use super::act::hold;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, factors};

/// Gives a user more time to enrol a factor, counted from now, also when the time is over.
///
///
/// # Errors
/// `invalid-fields` with `days`, `conflict` where no period runs, `not-found`, `forbidden`.
pub async fn extend_enrolment(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
    request: ExtendEnrolment,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    factors::extend(principal, &held, request).await?;
    held.commit_and_read().await
}
