use entity::linux_host::Model as Host;
use entity::ssh_key::{Column, Entity};
use entity::{account, ssh_key};
use rules::resource::{ResourcePolicy, ResourceRefusal, may_use_under};
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::groups::check_groups;
use crate::Error;
use crate::accounts::facts;

/// What a host does about accounts that are locked or expired.
const fn policy(host: &Host) -> ResourcePolicy {
    ResourcePolicy {
        on_lock: host.on_lock,
        on_password_expiry: host.on_expiry,
    }
}

/// Whether a user may sign in to the host at `now` with one of their keys. The sign-in asks, and so does the
/// question why somebody cannot sign in.
///
/// # Errors
/// If the database fails; the inner error if the user may not.
pub(super) async fn may_sign_in(
    db: &impl ConnectionTrait,
    host: &Host,
    account: &account::Model,
    now: Timestamp,
) -> Result<Result<(), ResourceRefusal>, Error> {
    match may_use_under(policy(host), account.state, &facts(account), now) {
        Ok(()) => check_groups(db, host, account.id).await,
        refused => Ok(refused),
    }
}

/// The keys of a user.
pub(super) fn keys_of(account: &account::Model) -> Select<ssh_key::Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(account.organization_id))
        .filter(Column::AccountId.eq(account.id))
        .order_by_asc(Column::Id)
}
