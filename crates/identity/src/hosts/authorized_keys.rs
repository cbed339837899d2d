use contract::events::EventAction;
use contract::hosts::{AuthorizedKeys, AuthorizedKeysQuery};
use entity::account;
use entity::ssh_key::Column;
use rules::resource::ResourceRefusal;
use sea_orm::{ColumnTrait, QueryFilter};

use super::caller::HostCaller;
use super::keys::keys_of;
use crate::accounts::{by_login, record_after_answer};
use crate::actor::Party;
use crate::events::NewEvent;
use crate::host_access::may_sign_in;
use crate::last_use::note_use;
use crate::{Context, Error};

/// The keys with which a user may sign in to the host now. None if the user may not, or does not exist: the
/// host is not told which. Why a user may not is recorded as an event.
///
/// # Errors
/// If the database fails.
pub async fn authorized_keys(
    context: &Context,
    caller: &HostCaller,
    query: &AuthorizedKeysQuery,
) -> Result<AuthorizedKeys, Error> {
    let read = context.database().read();
    let fingerprint = query.fingerprint.as_deref().unwrap_or_default();
    // Accounts of Linux have no email, and PostgreSQL refuses some control characters.
    if query.username.contains('@') || fingerprint.chars().any(char::is_control) {
        return Ok(AuthorizedKeys::default());
    }
    let found = by_login(caller.organization(), &query.username);
    let Some(account) = found.one(read).await? else {
        return Ok(AuthorizedKeys::default());
    };
    let may = may_sign_in(read, &caller.row, &account, context.now()).await?;
    if let Err(refusal) = may {
        note_refusal(context, caller, &account, refusal);
        return Ok(AuthorizedKeys::default());
    }
    let mut keys = keys_of(&account);
    if let Some(fingerprint) = &query.fingerprint {
        keys = keys.filter(Column::Fingerprint.eq(fingerprint.as_str()));
    }
    let keys = keys.all(read).await?;
    if let ([key], Some(_)) = (&keys[..], &query.fingerprint) {
        note_use(context, key, key.last_used_at, Column::LastUsedAt).await?;
    }
    let keys = keys.into_iter();
    Ok(AuthorizedKeys {
        keys: keys.map(|key| key.public_key).collect(),
    })
}

/// Records after the answer why a user may not sign in. The host does not know yet who is there, so nobody is
/// the actor, and anyone can cause any number of these events.
fn note_refusal(
    context: &Context,
    caller: &HostCaller,
    account: &account::Model,
    refusal: ResourceRefusal,
) {
    let event = NewEvent::new(EventAction::HostRefused, Party::anonymous())
        .failed()
        .with("host", caller.row.name.as_str())
        .with("reason", refusal.as_str());
    record_after_answer(context, account.id, event, &caller.client);
}
