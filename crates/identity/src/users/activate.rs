use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::User;
use mail::Message;
use rules::state::UserState;

use super::held_user::hold;
use super::resend_activation::email_activation;
use crate::accounts::HeldAccount;
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
    held.become_state(UserState::Active).await?;
    held.record(principal.event(EventAction::UserActivated))
        .await?;
    if held.account.password_hash.is_none() {
        email_activation(held).await?;
    } else {
        held.enqueue(&Message::UserWelcome).await?;
    }
    mfa_enrollment::apply_requirement(held).await
}
