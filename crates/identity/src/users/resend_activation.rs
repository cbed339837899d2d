use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::User;
use mail::Message;
use rules::email::EmailAddress;
use rules::links::LinkPurpose;
use rules::sign_in::SignInRemedy;
use rules::state::UserState;

use super::held_user::hold;
use crate::accounts::HeldAccount;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error};

/// Emails a new activation link and voids older ones.
///
/// # Errors
/// `conflict` unless the user is active and has no password, `not-found`, `forbidden`.
pub async fn resend_activation(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    perform(principal, &held).await?;
    held.commit_and_read().await
}

pub(super) async fn perform(
    principal: &Permitted<UsersAssist>,
    held: &HeldAccount<'_>,
) -> Result<(), Error> {
    refuse_unless_pending(held)?;
    email_activation(held).await?;
    held.record(principal.event(EventAction::UserActivationSent))
        .await
}

/// Refuses a user who needs no activation email.
///
/// # Errors
/// `conflict` unless the user is active and has no password.
pub(super) fn refuse_unless_pending(held: &HeldAccount<'_>) -> Result<(), Error> {
    if held.account.state != UserState::Active {
        return Err(Error::NeedsRemedy(
            SignInRemedy::Activate,
            "The user is not active: activate the user first",
        ));
    }
    if held.account.password_hash.is_some() {
        return Err(Error::NeedsRemedy(
            SignInRemedy::SendPasswordReset,
            "The user has a password: send a password reset instead",
        ));
    }
    Ok(())
}

/// Emails a new activation link and voids older ones.
pub(crate) async fn email_activation(held: &HeldAccount<'_>) -> Result<(), Error> {
    email_activation_to(held, &held.account.email).await
}

/// As [`email_activation`], to another address of the same person. The company email is told, because
/// anyone who reads the other mailbox gets the account.
pub(super) async fn email_activation_to(
    held: &HeldAccount<'_>,
    address: &str,
) -> Result<(), Error> {
    let link = held
        .issue_link_to(LinkPurpose::UserActivation, address)
        .await?;
    held.enqueue_to(address, &Message::UserActivation { link })
        .await?;
    let account = &held.account;
    let is_elsewhere = EmailAddress::key_of(address) != account.email_key;
    if is_elsewhere && !account.email_unverified {
        held.notify(&Message::UserActivationElsewhere).await?;
    }
    Ok(())
}
