use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::{SendActivation, User};

use super::held_user::hold;
use super::resend_activation::{email_activation_to, refuse_unless_pending};
use crate::fields::Fields;
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error};

/// Emails a new activation link to another address, and voids older ones. The address is in the event,
/// and is not stored as one of the user. Anyone who reads that mailbox gets the account, so this takes the
/// permission to change users.
///
/// # Errors
/// `invalid-fields` with `email`, `conflict` unless the user is active and has no password,
/// `not-found`, `forbidden`.
pub async fn send_activation(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
    request: &SendActivation,
) -> Result<User, Error> {
    let mut fields = Fields::default();
    let email = fields.email("email", request.email.trim());
    let email = fields.finish_with(email)?;
    let held = hold(context, principal, id).await?;
    refuse_unless_pending(&held)?;
    email_activation_to(&held, email.as_str()).await?;
    let event = principal
        .event(EventAction::UserActivationSent)
        .with("email_to", email.as_str());
    held.record(event).await?;
    held.commit_and_read().await
}
