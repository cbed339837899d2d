use contract::events::EventAction;
use contract::me::Me;
use contract::recovery_email::{RemoveOwnRecoveryEmail, SetOwnRecoveryEmail};

use super::enter::{By, address, check_enabled, clear, enter, resend_verification};
use crate::actor::SignedInUser;
use crate::{Context, Error, passwords, sessions};

/// Enters or replaces the user's own recovery email, which stays unverified until they open
/// the link that is mailed there. A wrong present password counts as a failed attempt.
///
/// # Errors
/// `invalid-fields` with `email` or `currentPassword`, `account-locked`, `too-many-requests`,
/// `proof-required` where the account has a factor, `forbidden` where the organization has
/// none, `busy`.
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

/// Removes the user's own recovery email. A wrong present password counts as a failed attempt.
///
/// # Errors
/// `invalid-fields` with `currentPassword`, `account-locked`, `conflict` when there is none,
/// `proof-required` where the account has a factor, `busy`.
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

/// Mails the verification of the user's own recovery email once more.
///
/// # Errors
/// `conflict` when there is none or it is verified, `too-many-requests`, `forbidden` where the
/// organization has none.
pub async fn resend_own(context: &Context, user: &SignedInUser) -> Result<(), Error> {
    let held = user.hold(context).await?;
    check_enabled(&held, By::User)?;
    resend_verification(&held).await?;
    held.commit().await
}
