use rules::status::LockReason;
use uuid::Uuid;

use super::HeldAccount;
use super::lockout::Attempts;
use crate::actor::Client;
use crate::events::NewEvent;
use crate::{Context, Error};

/// Counts a wrong secret of an account with its wrong passwords, and records `event`. Locks the account if
/// no attempt is left. For secrets that are too long to be guessed: they are counted after they were
/// verified, not before.
///
/// # Errors
/// When the database fails.
pub(crate) async fn count_wrong_secret(
    context: &Context,
    account: Uuid,
    event: NewEvent<'_>,
    client: &Client,
) -> Result<(), Error> {
    let Some(held) = HeldAccount::by_id(context, account).await? else {
        return Ok(());
    };
    held.record_repeated(event, client).await?;
    let (policy, now) = (held.lockout_policy(), context.now());
    let mut attempts = Attempts::of(&held.account, &policy, now);
    // During a lock, an attempt would be one of the few that tell the owner why.
    if !attempts.locked {
        let taken = attempts.take(&policy, now);
        attempts.write(held.tx(), account).await?;
        if taken.may_lock {
            let reason = LockReason::FailedPasswordAttempts;
            held.lock_out(reason, &attempts, client).await?;
        }
    }
    held.commit().await
}
