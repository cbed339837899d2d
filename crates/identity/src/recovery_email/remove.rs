use contract::events::EventAction;
use contract::ids::UserId;
use contract::me::Me;
use contract::recovery_email::RemoveOwnRecoveryEmail;
use contract::users::User;
use mail::Message;

use super::enter::{clear, tell, verified};
use crate::actor::SignedInUser;
use crate::permitted::{Permitted, UsersWrite};
use crate::users::hold;
use crate::{Context, Error, passwords, sessions};

/// Removes the user's own recovery email. A wrong current password counts as a failed attempt.
///
/// # Errors
/// `invalid-fields` with `currentPassword`, `account-locked`, `conflict` if there is none,
/// `proof-required` if the account has a factor, `busy`.
pub async fn remove_mine(
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

/// Removes a user's recovery email, even if the organization no longer uses recovery emails. The user
/// is notified if it was verified.
///
/// # Errors
/// `conflict` if there is none, `not-found`, `forbidden`.
pub async fn remove_of_user(
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
