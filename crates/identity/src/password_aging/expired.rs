use entity::session::EndReason;
use mail::Message;
use rules::links::LinkPurpose;
use rules::status::ExpiryReason;

use crate::Error;
use crate::accounts::HeldAccount;
use crate::events::NewEvent;

/// Applies the consequences of an expired password to an active account: ends its sessions, emails
/// its owner a reset link, and records `event`. Sign-ins in progress can still replace the
/// password.
///
/// # Errors
/// When the database fails.
pub(crate) async fn tell_expired(
    held: &HeldAccount<'_>,
    reason: Option<ExpiryReason>,
    event: NewEvent<'_>,
) -> Result<(), Error> {
    let ended = held.end_sessions(EndReason::PasswordExpired, None).await?;
    let mut event = event.with("sessions_ended", ended.to_string());
    if let Some(reason) = reason {
        event = event.with("reason", reason.as_str());
    }
    held.record(event).await?;
    // Nobody may get a link to the account by entering an address that is not verified.
    if held.account.email_unverified {
        return Ok(());
    }
    let link = held.issue_link(LinkPurpose::UserPasswordReset).await?;
    held.enqueue(&Message::PasswordExpired { link }).await?;
    Ok(())
}
