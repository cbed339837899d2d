use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::User;
use mail::Message;
use rules::state::UserState;

use super::held_user::hold;
use super::resend_activation::{email_activation, email_activation_to};
use crate::accounts::HeldAccount;
use crate::events::NewEvent;
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error, mfa_enrollment};

/// Activates a staged or suspended user. A user without a password receives the activation email, a
/// user with a password a welcome email.
///
/// # Errors
/// `conflict` if already active, `not-found`, `forbidden`.
pub async fn activate(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    perform(principal, &held).await?;
    held.commit_and_read().await
}

pub(super) async fn perform(
    principal: &Permitted<UsersWrite>,
    held: &HeldAccount<'_>,
) -> Result<(), Error> {
    let event = principal.event(EventAction::UserActivated);
    activate_held(held, event, ActivationEmail::ToUser).await
}

/// The email about an activation.
#[derive(Clone, Copy)]
pub(crate) enum ActivationEmail<'a> {
    /// None.
    None,
    /// To the company email.
    ToUser,
    /// To this address, if the user has no password. A user with one is told at the company email.
    To(&'a str),
}

/// Activates a held user, and records `event`.
///
/// # Errors
/// `conflict` if already active.
pub(crate) async fn activate_held(
    held: &HeldAccount<'_>,
    event: NewEvent<'_>,
    email: ActivationEmail<'_>,
) -> Result<(), Error> {
    held.become_state(UserState::Active).await?;
    held.record(event).await?;
    let has_password = held.account.password_hash.is_some();
    match email {
        ActivationEmail::None => {}
        _ if has_password => {
            held.enqueue(&Message::UserWelcome).await?;
        }
        ActivationEmail::ToUser => email_activation(held).await?,
        ActivationEmail::To(address) => email_activation_to(held, address).await?,
    }
    mfa_enrollment::apply_requirement(held).await
}
