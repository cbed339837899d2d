//! Whether a grant may be used. Each use of any of its tokens asks the database, so ending the grant
//! takes effect immediately, on every server.

use entity::application;
use entity::oidc_grant::Model;
use rules::access::Decision;
use rules::time::Timestamp;
use sea_orm::ConnectionTrait;

use crate::accounts::Member;
use crate::applications::{is_open_to, may_continue};
use crate::{Error, sessions};

/// Whether a grant has neither been revoked nor ended, and the gate still allows its user. It does not
/// require a factor again, because that is required when an application opens.
///
/// # Errors
/// If the database fails.
pub(super) async fn is_usable(
    db: &impl ConnectionTrait,
    both: (&Member, &application::Model),
    grant: &Model,
    now: Timestamp,
) -> Result<bool, Error> {
    if grant.offline {
        is_allowed(db, both, grant, now).await
    } else {
        is_usable_at_first(db, both, grant, now).await
    }
}

/// As [`is_usable`], when the application gets its first tokens: access that outlives the session has to
/// be fetched before the session ends.
///
/// # Errors
/// If the database fails.
pub(super) async fn is_usable_at_first(
    db: &impl ConnectionTrait,
    both: (&Member, &application::Model),
    grant: &Model,
    now: Timestamp,
) -> Result<bool, Error> {
    let is_live = sessions::is_live(db, both.0, grant.application_session_id, now).await?;
    Ok(is_live && is_allowed(db, both, grant, now).await?)
}

/// As [`is_usable`], whether or not a session has ended.
///
/// # Errors
/// If the database fails.
pub(super) async fn is_allowed(
    db: &impl ConnectionTrait,
    (member, application): (&Member, &application::Model),
    grant: &Model,
    now: Timestamp,
) -> Result<bool, Error> {
    let account = &member.account;
    let is_over = grant.revoked_at.is_some()
        || grant.expires_at <= now
        || grant.account_id != account.id
        || grant.application_id != application.id
        || application.organization_id != account.organization_id;
    if is_over {
        return Ok(false);
    }
    let assigned = is_open_to(db, application, account.id).await?;
    Ok(may_continue(member, application, assigned, now) == Decision::Open)
}
