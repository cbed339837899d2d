use std::iter;

use entity::account;
use entity::linux_host::{Column, Entity, Model as Host};
use rules::directory::DirectoryPolicy;
use rules::resource::{AfterLoss, ResourcePolicy, ResourceRefusal, may_use_under};
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::name_key;
use crate::Error;
use crate::accounts::facts;
use crate::resources::in_common;

/// What a host does about accounts that are locked or expired.
const fn policy(host: &Host) -> ResourcePolicy {
    ResourcePolicy {
        on_lock: host.on_lock,
        on_password_expiry: host.on_expiry,
    }
}

/// What the directory says about a host. A user with an expired password reaches the prompt that asks for a new one
/// only if the host lets them in. Until it is replaced, the directory refuses the password. If its settings maintain
/// access instead, the setting of the host decides.
pub(super) const fn published_policy(host: &Host, directory: &DirectoryPolicy) -> ResourcePolicy {
    let on_password_expiry = if directory.on_password_expiry.maintains() {
        host.on_expiry
    } else {
        AfterLoss::Maintain
    };
    ResourcePolicy {
        on_lock: host.on_lock,
        on_password_expiry,
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

/// Whether a user may sign in at `now` to all hosts with the name of this one, this one first. For the directory, they
/// are one host.
///
/// # Errors
/// If the database fails; the inner error if the user may not.
pub(crate) async fn may_sign_in_to_same_named(
    db: &impl ConnectionTrait,
    host: &Host,
    account: &account::Model,
    now: Timestamp,
) -> Result<Result<(), ResourceRefusal>, Error> {
    let key = name_key(&host.name);
    let all = Entity::find()
        .filter(Column::OrganizationId.eq(host.organization_id))
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    let is_another = |other: &&Host| other.id != host.id && name_key(&other.name) == key;
    for one in iter::once(host).chain(all.iter().filter(is_another)) {
        let judged = may_sign_in(db, one, account, now).await?;
        if judged.is_err() {
            return Ok(judged);
        }
    }
    Ok(Ok(()))
}

async fn check_groups(
    db: &impl ConnectionTrait,
    host: &Host,
    account: &account::Model,
) -> Result<Result<(), ResourceRefusal>, Error> {
    if host.everyone {
        return Ok(Ok(()));
    }
    let common = in_common::<Entity>(host, account.id);
    Ok(if common.count(db).await? > 0 {
        Ok(())
    } else {
        Err(ResourceRefusal::NotInGroup)
    })
}
