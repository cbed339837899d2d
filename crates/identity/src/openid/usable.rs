//! Whether a grant may be used. Each use of any of its tokens asks the database, so ending the grant
//! takes effect immediately, on every server.

use contract::ids::{ApplicationId, OrganizationId};
use entity::oidc_grant::{self, Entity};
use entity::{application, application_session};
use rules::access::Decision;
use rules::time::Timestamp;
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::accounts::{Member, find_member};
use crate::applications::{find, is_open_to, may_continue};
use crate::{Context, Error, sessions};

/// Whether a grant has neither been revoked nor ended, and the gate still allows its user. It does not
/// require a factor again, because that is required when an application opens.
///
/// # Errors
/// If the database fails.
pub(super) async fn is_usable(
    db: &impl ConnectionTrait,
    (member, application): (&Member, &application::Model),
    grant: &oidc_grant::Model,
    now: Timestamp,
) -> Result<bool, Error> {
    let account = &member.account;
    let is_over = grant.revoked_at.is_some()
        || grant.expires_at <= now
        || grant.account_id != account.id
        || grant.application_id != application.id
        || application.organization_id != account.organization_id;
    if is_over || !grant.offline && !is_open(db, member, grant, now).await? {
        return Ok(false);
    }
    let assigned = is_open_to(db, application, account.id).await?;
    Ok(may_continue(member, application, assigned, now) == Decision::Open)
}

/// Whether neither the session of the application nor the session in which it was opened has ended.
///
/// # Errors
/// If the database fails.
pub(super) async fn is_open(
    db: &impl ConnectionTrait,
    member: &Member,
    grant: &oidc_grant::Model,
    now: Timestamp,
) -> Result<bool, Error> {
    let opened = application_session::Entity::find_by_id(grant.application_session_id)
        .one(db)
        .await?;
    match opened {
        Some(opened) if opened.ended_at.is_none() => {
            sessions::is_live(db, member, opened.session_id, now).await
        }
        _ => Ok(false),
    }
}

/// A grant that may be used, with its user and its application.
pub(super) struct Usable {
    pub grant: oidc_grant::Model,
    pub member: Member,
    pub application: application::Model,
}

/// The grant with this identifier, if it may be used.
///
/// # Errors
/// If the database fails.
pub(super) async fn find_usable(context: &Context, id: Uuid) -> Result<Option<Usable>, Error> {
    let read = context.database().read();
    let Some(grant) = Entity::find_by_id(id).one(read).await? else {
        return Ok(None);
    };
    let Some(member) = find_member(read, grant.account_id).await? else {
        return Ok(None);
    };
    let organization = OrganizationId(grant.organization_id);
    let application = find(read, organization, ApplicationId(grant.application_id)).await?;
    let both = (&member, &application);
    let usable = is_usable(read, both, &grant, context.now()).await?;
    Ok(usable.then_some(Usable {
        grant,
        member,
        application,
    }))
}
