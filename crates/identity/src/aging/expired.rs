use entity::session::EndReason;
use mail::Message;
use rules::lifetimes::LinkPurpose;
use rules::status::ExpiryReason;

use crate::Error;
use crate::accounts::HeldAccount;
use crate::events::NewEvent;

/// What follows when the password of an active account has expired: its sessions end, its owner
/// gets a reset link, and `act` is recorded. Whoever is about to replace it may go on.
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
    // Whoever entered an address that nobody has verified must not get a link to the account.
    if held.account.email_unverified {
        return Ok(());
    }
    let link = held.issue_link(LinkPurpose::UserPasswordReset).await?;
    held.enqueue(&Message::PasswordExpired { link }).await?;
    Ok(())
}
