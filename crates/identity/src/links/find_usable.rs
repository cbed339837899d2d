use contract::problem::ProblemType;
use entity::{account, link};
use rules::links::LinkPurpose;
use rules::state::UserState;
use rules::status::LockReason;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::accounts::{HeldAccount, Member, find_member};
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::{Context, Error, accounts};

/// A usable link and its account.
pub(super) struct Usable {
    pub link: link::Model,
    pub member: Member,
}

/// The link is used, replaced, expired, for another purpose, or never existed. The error does not
/// say which.
pub(super) fn not_usable() -> Error {
    Error::Refused(
        ProblemType::LinkNotUsable,
        "Ask for a new link, or ask your administrator to send one",
    )
}

/// The portal for accounts that have links for this purpose.
pub const fn portal_for(purpose: LinkPurpose) -> Portal {
    match purpose {
        LinkPurpose::UserActivation
        | LinkPurpose::UserPasswordReset
        | LinkPurpose::UserPasswordResetByAdministrator
        | LinkPurpose::UserPasswordResetByRecoveryEmail
        | LinkPurpose::RecoveryEmailVerification
        | LinkPurpose::UserEmailVerification
        | LinkPurpose::UserEmailChangeUndo => Portal::User,
        LinkPurpose::AdministratorInvitation
        | LinkPurpose::AdministratorPasswordReset
        | LinkPurpose::AdministratorPasswordResetByAdministrator => Portal::Admin,
    }
}

/// The usable link with this token and purpose, and its account.
pub(super) async fn find(
    context: &Context,
    db: &impl ConnectionTrait,
    purpose: LinkPurpose,
    token: &str,
) -> Result<Usable, Error> {
    let link = find_link(context, db, purpose, token).await?;
    let member = find_member(db, link.account_id).await?;
    let member = member.ok_or_else(not_usable)?;
    check(&member, purpose, context.now())?;
    Ok(Usable { link, member })
}

/// As [`find`], for the held account in its current state.
pub(super) async fn find_own(
    held: &HeldAccount<'_>,
    purpose: LinkPurpose,
    token: &str,
) -> Result<link::Model, Error> {
    let link = find_link(held.context(), held.tx(), purpose, token).await?;
    if link.account_id != held.account.id {
        return Err(not_usable());
    }
    check(held, purpose, held.context().now())?;
    Ok(link)
}

/// The link itself. Expiry is checked here, at each use.
async fn find_link(
    context: &Context,
    db: &impl ConnectionTrait,
    purpose: LinkPurpose,
    token: &str,
) -> Result<link::Model, Error> {
    let link = link::Entity::find()
        .filter(link::Column::TokenHash.eq(TokenHash::of(token).bytes()))
        .filter(link::Column::Purpose.eq(purpose))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::VoidedAt.is_null())
        .filter(link::Column::ExpiresAt.gt(context.now()))
        .one(db)
        .await?;
    link.ok_or_else(not_usable)
}

/// Refuses if a link for this purpose has no effect on the account.
fn check(member: &Member, purpose: LinkPurpose, now: Timestamp) -> Result<(), Error> {
    let account = &member.account;
    let enabled = purpose != LinkPurpose::UserPasswordResetByRecoveryEmail
        || member.organization.settings.recovery_email_enabled;
    let in_state = match purpose {
        // Gives no access. Otherwise an attacker who changed the email could suspend the user until the
        // link expires.
        LinkPurpose::UserEmailChangeUndo => account.state != UserState::Staged,
        _ => account.state == UserState::Active,
    };
    let is_suspended = member.organization.state().is_suspended();
    let is_locked_out = signs_in(purpose) && locked_by_administrator(account, now);
    let of_portal = account.kind.portal() == portal_for(purpose);
    if in_state && of_portal && enabled && !is_locked_out && !is_suspended {
        Ok(())
    } else {
        Err(not_usable())
    }
}

/// Whether a link for this purpose starts a session.
const fn signs_in(purpose: LinkPurpose) -> bool {
    matches!(
        purpose,
        LinkPurpose::UserActivation | LinkPurpose::AdministratorInvitation
    )
}

/// Whether an administrator has locked the account. A session that began during the lock would be
/// refused, but would work again after it.
fn locked_by_administrator(account: &account::Model, now: Timestamp) -> bool {
    accounts::lock_at(account, now).is_some_and(|lock| lock.reason == LockReason::Administrator)
}
