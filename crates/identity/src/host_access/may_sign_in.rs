use entity::account;
use entity::linux_host::{Entity, Model as Host};
use rules::resource::{ResourcePolicy, ResourceRefusal, may_use_under};
use rules::time::Timestamp;
use sea_orm::{ConnectionTrait, PaginatorTrait};

use crate::Error;
use crate::accounts::facts;
use crate::resources::common_groups;

/// What a host does about accounts that are locked or expired.
const fn policy(host: &Host) -> ResourcePolicy {
    ResourcePolicy {
        on_lock: host.on_lock,
        on_password_expiry: host.on_expiry,
    }
}

/// Whether a user may sign in to the host at `now`. The lookup of keys asks, and so does the question why somebody
/// cannot sign in.
///
/// # Errors
/// If the database fails; the inner error if the user may not.
pub(crate) async fn may_sign_in(
    db: &impl ConnectionTrait,
    host: &Host,
    account: &account::Model,
    now: Timestamp,
) -> Result<Result<(), ResourceRefusal>, Error> {
    match may_use_under(policy(host), account.state, &facts(account), now) {
        Ok(()) => check_groups(db, host, account).await,
        refused => Ok(refused),
    }
}

async fn check_groups(
    db: &impl ConnectionTrait,
    host: &Host,
    account: &account::Model,
) -> Result<Result<(), ResourceRefusal>, Error> {
    if host.everyone {
        return Ok(Ok(()));
    }
    let common = common_groups::<Entity>(host, account.id);
    Ok(if common.count(db).await? > 0 {
        Ok(())
    } else {
        Err(ResourceRefusal::NotInGroup)
    })
}
