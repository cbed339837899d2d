use contract::ids::UserId;

use super::enter::{By, check_enabled, resend_verification};
use crate::actor::SignedInUser;
use crate::permitted::{Permitted, UsersAssist};
use crate::users::hold;
use crate::{Context, Error};

/// Sends the verification email of the user's own recovery email again.
///
/// # Errors
/// `conflict` if there is none or it is verified, `too-many-requests`, `forbidden` if the
/// organization does not use recovery emails.
pub async fn resend_mine(context: &Context, user: &SignedInUser) -> Result<(), Error> {
    let held = user.hold(context).await?;
    check_enabled(&held, By::User)?;
    resend_verification(&held).await?;
    held.commit().await
}

/// Sends the verification email of a user's recovery email again.
///
/// # Errors
/// `conflict` if there is none, it is verified, or the organization does not use recovery emails;
/// `too-many-requests`, `not-found`, `forbidden`.
pub async fn resend_of_user(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<(), Error> {
    let held = hold(context, principal, id).await?;
    check_enabled(&held, By::Administrator)?;
    resend_verification(&held).await?;
    held.commit().await
}
