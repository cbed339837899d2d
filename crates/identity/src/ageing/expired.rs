use contract::ids::OrganizationId;
use entity::account;
use entity::session::EndReason;
use mail::Message;
use rules::lifetimes::LinkPurpose;
use rules::status::ExpiryReason;
use sea_orm::ConnectionTrait;

use crate::accounts::party;
use crate::events::{Act, record};
use crate::{Context, Error, accounts, outbox};

/// What follows when the password of an active account has expired: its sessions end, its owner
/// gets a reset link, and `act` is recorded. Whoever is about to replace it may go on.
///
/// # Errors
/// When the database fails.
pub(crate) async fn tell_expired(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    reason: Option<ExpiryReason>,
    act: Act<'_>,
) -> Result<(), Error> {
    let ended =
        accounts::end_sessions(context, tx, account.id, EndReason::PasswordExpired, None).await?;
    let mut act = act
        .to(party(account))
        .with("sessions_ended", ended.to_string());
    if let Some(reason) = reason {
        act = act.with("reason", reason.as_str());
    }
    record(context, tx, OrganizationId(account.organization_id), act).await?;
    let link = accounts::issue_link(context, tx, account, LinkPurpose::UserPasswordReset).await?;
    outbox::enqueue(context, tx, account, &Message::PasswordExpired { link }).await?;
    Ok(())
}
