use contract::events::EventAction;
use contract::me::Me;
use contract::recovery_email::{RemoveOwnRecoveryEmail, SetOwnRecoveryEmail};

use super::enter::{By, address, check_enabled, clear, enter, resend_verification};
use crate::actor::SignedInUser;
use crate::{Context, Error, passwords, sessions};

/// Sets the user's own recovery email. It stays unverified until they open the link that is sent to
/// it. A wrong current password counts as a failed attempt.
///
/// # Errors
/// `invalid-fields` with `email` or `currentPassword`, `account-locked`, `too-many-requests`,
/// `proof-required` if the account has a factor, `forbidden` if the organization does not use
/// recovery emails, `busy`.
pub async fn set_own(
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

/// Removes the user's own recovery email. A wrong current password counts as a failed attempt.
///
/// # Errors
/// `invalid-fields` with `currentPassword`, `account-locked`, `conflict` if there is none,
/// `proof-required` if the account has a factor, `busy`.
pub async fn remove_own(
    context: &Context,
    user: &SignedInUser,
    request: &RemoveOwnRecoveryEmail,
) -> Result<Me, Error> {
    let password = &request.current_password;
    let failure = EventAction::RecoveryEmailChangeFailed;
    let proved = passwords::prove(context, user, password, failure).await?;
    let held = passwords::hold_proved(context, user, &proved).await?;
    sessions::require_fresh_factor(context, held.tx(), user, &held).await?;
    clear(&held).await?;
    held.record(user.event(EventAction::RecoveryEmailRemoved))
        .await?;
    held.commit_and_read().await
}

/// Sends the verification email of the user's own recovery email again.
///
/// # Errors
/// `conflict` if there is none or it is verified, `too-many-requests`, `forbidden` if the
/// organization does not use recovery emails.
pub async fn resend_own(context: &Context, user: &SignedInUser) -> Result<(), Error> {
    let held = user.hold(context).await?;
    check_enabled(&held, By::User)?;
    resend_verification(&held).await?;
    held.commit().await
}
