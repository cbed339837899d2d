use contract::events::EventAction;
use contract::ids::UserId;
use contract::me::Me;
use contract::recovery_email::{SetOwnRecoveryEmail, SetRecoveryEmail};
use contract::users::User;
use mail::Message;

use super::enter::{By, address, check_enabled, enter, tell, verified};
use crate::actor::SignedInUser;
use crate::permitted::{Permitted, UsersWrite};
use crate::users::hold;
use crate::{Context, Error, passwords, sessions};

/// Sets the user's own recovery email. It stays unverified until they open the link that is sent to
/// it. A wrong current password counts as a failed attempt.
///
/// # Errors
/// `invalid-fields` with `email` or `currentPassword`, `account-locked`, `too-many-requests`,
/// `proof-required` if the account has a factor, `forbidden` if the organization does not use
/// recovery emails, `busy`.
pub async fn set_mine(
    context: &Context,
    user: &SignedInUser,
    request: &SetOwnRecoveryEmail,
) -> Result<Me, Error> {
    let password = &request.current_password;
    let failure = EventAction::RecoveryEmailChangeFailed;
    let proved = passwords::prove(context, user, password, failure).await?;
    let held = passwords::hold_proved(context, user, &proved).await?;
    check_enabled(&held, By::User)?;
    sessions::require_fresh_factor(context, held.tx(), user, &held).await?;
    let email = address(&held.account, &request.email)?;
    enter(&held, &email).await?;
    let event = user.event(EventAction::RecoveryEmailEntered);
    held.record(event.with("email", email.as_str())).await?;
    held.commit_and_read().await
}

/// Sets a user's recovery email. The user verifies it as if they had entered it, and is notified if it
/// replaces a verified one.
///
/// # Errors
/// `invalid-fields` with `email`, `conflict` if the organization does not use recovery emails,
/// `too-many-requests`, `not-found`, `forbidden`.
pub async fn set_of_user(
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
