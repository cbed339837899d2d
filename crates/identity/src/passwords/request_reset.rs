use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::account;
use mail::Message;
use rules::email::{EmailAddress, InvalidEmail};
use rules::lifetimes::LinkPurpose;
use rules::state::UserState;
use sea_orm::ConnectionTrait;

use crate::accounts::{self, Member, party};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error, outbox};

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
    let tx = context.database().begin().await?;
    let held = accounts::hold_member_by_email_key(&tx, portal, &email.key()).await?;
    let Some(Member {
        account,
        organization,
    }) = held
    else {
        return Ok(());
    };
    if account.state != UserState::Active {
        return Ok(());
    }
    let (purpose, message): (_, fn(_) -> _) = match (portal, &account.password_hash) {
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
    if accounts::too_many_lately(context, &tx, account.id, purpose).await? {
        return Ok(());
    }
    let link = accounts::issue_link(context, &tx, &account, purpose).await?;
    outbox::enqueue(context, &tx, &account, &message(link)).await?;
    if organization.settings.recovery_email_enabled {
        send_to_recovery_email(context, &tx, &account).await?;
    }
    let act = Act::new(
        EventAction::PasswordResetRequested,
        crate::actor::Party::anonymous(),
    );
    let act = act.to(party(&account)).from(client);
    record(context, &tx, OrganizationId(account.organization_id), act).await?;
    tx.commit().await?;
    Ok(())
}

/// Also sends a link to the user's recovery email, if verified. This link has its own purpose, for
/// which a reset requires MFA.
async fn send_to_recovery_email(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
) -> Result<(), Error> {
    let verified = accounts::recovery_email(account).filter(|it| it.verified_at.is_some());
    let Some(recovery) = verified else {
        return Ok(());
    };
    let purpose = LinkPurpose::UserPasswordResetByRecoveryEmail;
    let link = accounts::issue_link(context, tx, account, purpose).await?;
    let message = Message::UserPasswordResetByRecoveryEmail { link };
    outbox::enqueue_to(context, tx, account, &recovery.email, &message).await?;
    Ok(())
}
