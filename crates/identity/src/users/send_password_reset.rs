use contract::events::EventAction;
use contract::ids::UserId;
use mail::Message;
use rules::links::LinkPurpose;
use rules::sign_in::SignInRemedy;
use rules::state::UserState;

use super::held_user::hold;
use crate::accounts::HeldAccount;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error};

/// Emails a password reset link to a user.
///
/// # Errors
/// `conflict` unless the user is active and the email is verified, `not-found`, `forbidden`.
pub async fn send_password_reset(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<(), Error> {
    let held = hold(context, principal, id).await?;
    perform(principal, &held).await?;
    held.commit().await
}

pub(super) async fn perform(
    principal: &Permitted<UsersAssist>,
    held: &HeldAccount<'_>,
) -> Result<(), Error> {
    if held.account.state != UserState::Active {
        return Err(Error::NeedsRemedy(
            SignInRemedy::Activate,
            "The user is not active: activate the user first",
        ));
    }
    // The link would give the account to anyone who entered the address.
    if held.account.email_unverified {
        return Err(Error::NeedsRemedy(
            SignInRemedy::SetTemporaryPassword,
            "The user has not verified the new email yet. If they cannot sign in, set a temporary \
             password and give it to them in person",
        ));
    }
    let purpose = LinkPurpose::UserPasswordResetByAdministrator;
    let link = held.issue_link(purpose).await?;
    let message = Message::UserPasswordResetByAdministrator { link };
    held.enqueue(&message).await?;
    held.record(principal.event(EventAction::PasswordResetSent))
        .await
}
