use std::time::Duration;

use contract::events::EventAction;
use contract::hosts::{AuthorizedKeys, AuthorizedKeysQuery};
use entity::account;
use entity::ssh_key::{Column, Entity, Model};
use rules::resource::ResourceRefusal;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::caller::HostCaller;
use super::judge::{judge, keys_of};
use crate::accounts::{HeldAccount, by_login};
use crate::actor::Party;
use crate::events::NewEvent;
use crate::{Context, Error};

/// How exactly the last use of a key is recorded.
const LAST_USED_TO_THE: Duration = Duration::from_secs(60);

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
    let may = judge(read, &caller.row, &account, context.now()).await?;
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
        note_use(context, key).await?;
    }
    let keys = keys.into_iter();
    Ok(AuthorizedKeys {
        keys: keys.map(|key| key.public_key).collect(),
    })
}

async fn note_use(context: &Context, key: &Model) -> Result<(), Error> {
    let now = context.now();
    let is_due = |at: Timestamp| at.plus(LAST_USED_TO_THE) <= now;
    if key.last_used_at.is_none_or(is_due) {
        Entity::update_many()
            .col_expr(Column::LastUsedAt, Expr::value(now))
            .filter(Column::OrganizationId.eq(key.organization_id))
            .filter(Column::Id.eq(key.id))
            .exec(context.database().write())
            .await?;
    }
    Ok(())
}

/// Records after the answer why a user may not sign in. The host does not know yet who is there, so nobody is
/// the actor, and anyone can cause any number of these events.
fn note_refusal(
    context: &Context,
    caller: &HostCaller,
    account: &account::Model,
    refusal: ResourceRefusal,
) {
    let (task, client, id) = (context.clone(), caller.client.clone(), account.id);
    let event = NewEvent::new(EventAction::HostRefused, Party::anonymous())
        .failed()
        .with("host", caller.row.name.as_str())
        .with("reason", refusal.as_str());
    context.after_answer(async move {
        let recorded = async {
            let Some(held) = HeldAccount::by_id(&task, id).await? else {
                return Ok(());
            };
            held.record_repeated(event.from(&client), &client).await?;
            held.commit().await
        };
        let recorded: Result<(), Error> = recorded.await;
        if let Err(error) = recorded {
            tracing::error!(%error, "a refused sign-in to a host was not recorded");
        }
    });
}
