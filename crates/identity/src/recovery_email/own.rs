use contract::events::EventAction;
use contract::me::Me;
use contract::problem::ProblemType;
use contract::recovery_email::{RemoveOwnRecoveryEmail, SetOwnRecoveryEmail};
use sea_orm::ConnectionTrait;

use super::enter::{address, clear, enter, is_enabled, mail_again};
use crate::accounts::party;
use crate::actor::SignedInUser;
use crate::events::{Act, record};
use crate::{Context, Error, me, passwords, sessions};

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
    let account = passwords::prove(context, user, password, failure).await?;
    let tx = context.database().begin().await?;
    check_enabled(&tx, user).await?;
    let account = passwords::hold_proved(context, &tx, user, &account).await?;
    sessions::require_fresh_factor(context, &tx, user).await?;
    let email = address(&account, &request.email)?;
    enter(context, &tx, &account, &email).await?;
    let act = Act::new(EventAction::RecoveryEmailEntered, user.party()).to(party(&account));
    let act = act.from(&user.client).with("email", email.as_str());
    record(context, &tx, user.organization, act).await?;
    let me = me::read(&tx, user, context.now()).await?;
    tx.commit().await?;
    Ok(me)
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
    let account = passwords::prove(context, user, password, failure).await?;
    let tx = context.database().begin().await?;
    let account = passwords::hold_proved(context, &tx, user, &account).await?;
    sessions::require_fresh_factor(context, &tx, user).await?;
    clear(context, &tx, &account).await?;
    let act = Act::new(EventAction::RecoveryEmailRemoved, user.party()).to(party(&account));
    record(context, &tx, user.organization, act.from(&user.client)).await?;
    let me = me::read(&tx, user, context.now()).await?;
    tx.commit().await?;
    Ok(me)
}

/// Mails the verification of the user's own recovery email once more.
///
/// # Errors
/// `conflict` when there is none or it is verified, `too-many-requests`, `forbidden` where the
/// organization has none.
pub async fn resend_own(context: &Context, user: &SignedInUser) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    check_enabled(&tx, user).await?;
    let account = user.hold(&tx).await?;
    mail_again(context, &tx, &account).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses users of an organization that uses no recovery emails.
pub(super) async fn check_enabled(
    tx: &impl ConnectionTrait,
    user: &SignedInUser,
) -> Result<(), Error> {
    if is_enabled(tx, user.organization).await? {
        Ok(())
    } else {
        Err(Error::Refused(
            ProblemType::Forbidden,
            "Your organization does not use recovery emails",
        ))
    }
}
