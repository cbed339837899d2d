use contract::events::EventAction;
use contract::ids::UserId;
use contract::recovery_email::SetRecoveryEmail;
use contract::users::User;
use mail::Message;

use super::enter::{By, address, check_enabled, clear, enter, resend_verification, verified};
use crate::accounts::HeldAccount;
use crate::permitted::{Permitted, UsersAssist, UsersWrite};
use crate::users::hold;
use crate::{Context, Error};

/// Sets a user's recovery email. The user verifies it as if they had entered it, and is notified if it
/// replaces a verified one.
///
/// # Errors
/// `invalid-fields` with `email`, `conflict` if the organization does not use recovery emails,
/// `too-many-requests`, `not-found`, `forbidden`.
pub async fn set(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
    request: &SetRecoveryEmail,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    check_enabled(&held, By::Administrator)?;
    let email = address(&held.account, &request.email)?;
    enter(&held, &email).await?;
    if let Some(before) = verified(&held.account) {
        let message = Message::RecoveryEmailReplaced {
            before: before.to_owned(),
            after: email.as_str().to_owned(),
        };
        tell(&held, before, &message).await?;
    }
    let event = principal.event(EventAction::RecoveryEmailEntered);
    held.record(event.with("email", email.as_str())).await?;
    held.commit_and_read().await
}

/// Removes a user's recovery email, even if the organization no longer uses recovery emails. The user
/// is notified if it was verified.
///
/// # Errors
/// `conflict` if there is none, `not-found`, `forbidden`.
pub async fn remove(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    clear(&held).await?;
    if let Some(before) = verified(&held.account) {
        let message = Message::RecoveryEmailRemoved {
            address: before.to_owned(),
        };
        tell(&held, before, &message).await?;
    }
    held.record(principal.event(EventAction::RecoveryEmailRemoved))
        .await?;
    held.commit_and_read().await
}

/// Sends the verification email of a user's recovery email again.
///
/// # Errors
/// `conflict` if there is none, it is verified, or the organization does not use recovery emails;
/// `too-many-requests`, `not-found`, `forbidden`.
pub async fn resend(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<(), Error> {
    let held = hold(context, principal, id).await?;
    check_enabled(&held, By::Administrator)?;
    resend_verification(&held).await?;
    held.commit().await
}

/// Emails the user at the previous verified recovery email and at the company email. The latter gets
/// none if nobody has proved that it is the user's. `held` still has the previous state.
async fn tell(held: &HeldAccount<'_>, before: &str, message: &Message) -> Result<(), Error> {
    held.enqueue_to(before, message).await?;
    if !held.account.email_unverified {
        held.enqueue(message).await?;
    }
    Ok(())
}
