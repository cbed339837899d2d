use contract::events::EventAction;
use contract::ids::UserId;
use contract::problem::ProblemType;
use contract::recovery_email::SetRecoveryEmail;
use contract::users::User;

use super::enter::{address, clear, enter, mail_again};
use crate::accounts::HeldAccount;
use crate::permitted::{Permitted, UsersAssist, UsersWrite};
use crate::users::{commit, hold};
use crate::{Context, Error};

/// Enters or replaces a user's recovery email; the user verifies it as one of their own.
///
/// # Errors
/// `invalid-fields` with `email`, `conflict` while the organization has none,
/// `too-many-requests`, `not-found`, `forbidden`.
pub async fn set(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
    request: &SetRecoveryEmail,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    check_enabled(&held)?;
    let email = address(&held.account, &request.email)?;
    enter(&held, &email).await?;
    let act = principal.act(EventAction::RecoveryEmailEntered);
    held.record(act.with("email", email.as_str())).await?;
    commit(held).await
}

/// Removes a user's recovery email, also while the organization has none.
///
/// # Errors
/// `conflict` when there is none, `not-found`, `forbidden`.
pub async fn remove(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    clear(&held).await?;
    held.record(principal.act(EventAction::RecoveryEmailRemoved))
        .await?;
    commit(held).await
}

/// Mails the verification of a user's recovery email once more.
///
/// # Errors
/// `conflict` when there is none, it is verified, or the organization has none;
/// `too-many-requests`, `not-found`, `forbidden`.
pub async fn resend(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<(), Error> {
    let held = hold(context, principal, id).await?;
    check_enabled(&held)?;
    mail_again(&held).await?;
    held.commit().await
}

fn check_enabled(held: &HeldAccount<'_>) -> Result<(), Error> {
    if held.organization.settings.recovery_email_enabled {
        Ok(())
    } else {
        Err(Error::Refused(
            ProblemType::Conflict,
            "Turn the recovery email on first: Settings, Recovery email",
        ))
    }
}
