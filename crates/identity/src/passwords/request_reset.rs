use contract::events::EventAction;
use mail::Message;
use rules::email::{EmailAddress, InvalidEmail};
use rules::lifetimes::LinkPurpose;
use rules::state::UserState;

use crate::accounts::{HeldAccount, recovery_email};
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::events::NewEvent;
use crate::{Context, Error};

/// Requests a password reset link. A user who never had a password is emailed a new activation link
/// instead. The address is looked up after the response is sent, so that the response and its time
/// are the same for every address.
///
/// # Errors
/// `invalid-fields` if it is not an email address.
pub fn request_reset(
    context: &Context,
    portal: Portal,
    email: &str,
    client: Client,
) -> Result<(), Error> {
    let email = EmailAddress::parse(email)
        .map_err(|InvalidEmail| Error::field("email", "malformed", InvalidEmail::MESSAGE))?;
    let task = context.clone();
    context.after_answer(async move {
        if let Err(error) = send(&task, portal, &email, &client).await {
            tracing::error!(%error, "a reset link was not sent");
        }
    });
    Ok(())
}

async fn send(
    context: &Context,
    portal: Portal,
    email: &EmailAddress,
    client: &Client,
) -> Result<(), Error> {
    let held = HeldAccount::by_email_key(context, portal, &email.key()).await?;
    let Some(held) = held.filter(|held| held.account.state == UserState::Active) else {
        return Ok(());
    };
    let (purpose, message): (_, fn(_) -> _) = match (portal, &held.account.password_hash) {
        (Portal::User, Some(_)) => (LinkPurpose::UserPasswordReset, |link| {
            Message::UserPasswordReset { link }
        }),
        (Portal::User, None) => (LinkPurpose::UserActivation, |link| {
            Message::UserActivation { link }
        }),
        (Portal::Admin, Some(_)) => (LinkPurpose::AdministratorPasswordReset, |link| {
            Message::AdministratorPasswordReset { link }
        }),
        // An administrator who has not accepted an invitation has to be invited again, so that a
        // mailbox with an expired invitation is not enough to get access.
        (Portal::Admin, None) => return Ok(()),
    };
    if held.too_many_links_lately(purpose).await? {
        return Ok(());
    }
    let link = held.issue_link(purpose).await?;
    held.enqueue(&message(link)).await?;
    if held.organization.settings.recovery_email_enabled {
        send_to_recovery_email(&held).await?;
    }
    let event = NewEvent::new(EventAction::PasswordResetRequested, Party::anonymous());
    held.record(event.from(client)).await?;
    held.commit().await
}

/// Sends a separate link to the user's recovery email, if it is verified. That link also requires
/// MFA.
async fn send_to_recovery_email(held: &HeldAccount<'_>) -> Result<(), Error> {
    let verified = recovery_email(&held.account).filter(|it| it.verified_at.is_some());
    let Some(recovery) = verified else {
        return Ok(());
    };
    let purpose = LinkPurpose::UserPasswordResetByRecoveryEmail;
    let link = held.issue_link(purpose).await?;
    let message = Message::UserPasswordResetByRecoveryEmail { link };
    held.enqueue_to(&recovery.email, &message).await?;
    Ok(())
}
