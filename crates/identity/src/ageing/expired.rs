use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::account;
use entity::session::EndReason;
use mail::Message;
use rules::lifetimes::LinkPurpose;
use sea_orm::ConnectionTrait;

use crate::accounts::party;
use crate::actor::{Client, Party};
use crate::events::{Act, record};
use crate::{Context, Error, accounts, outbox};

/// What follows when the password of an active account has expired: its sessions end, its owner
/// gets a reset link, and there is an event. Whoever is about to replace it may go on.
///
/// # Errors
/// When the database fails.
pub(crate) async fn tell_expired(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    by: Party,
    client: Option<&Client>,
) -> Result<(), Error> {
    let ended =
        accounts::end_sessions(context, tx, account.id, EndReason::PasswordExpired, None).await?;
    let act = Act::new(EventAction::PasswordExpired, by)
        .to(party(account))
        .with("sessions_ended", ended.to_string());
    let act = match account.password_expiry_reason {
        Some(reason) => act.with("reason", reason.as_str()),
        None => act,
    };
    let act = match client {
        Some(client) => act.from(client),
        None => act,
    };
    record(context, tx, OrganizationId(account.organization_id), act).await?;
    let link = accounts::issue_link(context, tx, account, LinkPurpose::UserPasswordReset).await?;
    outbox::enqueue(context, tx, account, &Message::PasswordExpired { link }).await?;
    Ok(())
}
