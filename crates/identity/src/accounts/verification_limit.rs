//! How often an address that nobody has verified gets an email.

use entity::{account, link, mail as row};
use rules::links::{
    LinkPurpose, VERIFICATION_EVERY, VERIFICATIONS_OF_ORGANIZATION, VerificationLimit,
    VerificationLimitReason,
};
use rules::mail::MailState;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::Error;

/// Why `account` cannot send a verification email to the address with this key at `now`, if it cannot.
///
/// The address may belong to a stranger, so an account sends it one such email per day, and its
/// organization only a few, whatever its spelling. The link stores the key of the address for this.
/// Each account has its own limit. The limit therefore does not reveal that somebody else entered
/// the address, and does not prevent its owner from verifying it. Other organizations have no
/// effect on it.
///
/// An email that could not be delivered has reached nobody, so the account may send another one
/// immediately. The organization's limit counts it, so an address that accepts none gets few attempts.
///
/// # Errors
/// If the database fails.
pub(crate) async fn verification_limit(
    db: &impl ConnectionTrait,
    account: &account::Model,
    email_key: &str,
    now: Timestamp,
) -> Result<Option<VerificationLimit>, Error> {
    use link::Column;
    let latest = link::Entity::find()
        .filter(Column::Purpose.is_in([
            LinkPurpose::RecoveryEmailVerification,
            LinkPurpose::UserEmailVerification,
        ]))
        // As the index has it.
        .filter(Expr::from(Func::lower(Expr::col(Column::Email))).eq(email_key))
        .filter(Column::CreatedAt.gt(now.minus(VERIFICATION_EVERY)))
        .order_by_desc(Column::CreatedAt)
        .filter(Column::OrganizationId.eq(account.organization_id))
        .all(db)
        .await?;
    let limit = |reason, link: &link::Model| VerificationLimit {
        reason,
        until: link.created_at.plus(VERIFICATION_EVERY),
    };
    let too_many = latest
        .get(VERIFICATIONS_OF_ORGANIZATION - 1)
        .map(|link| limit(VerificationLimitReason::TooMany, link));
    let own = latest.iter().find(|link| link.account_id == account.id);
    let already_sent = match own {
        Some(link) => {
            let sent = !is_undelivered(db, link).await?;
            sent.then(|| limit(VerificationLimitReason::AlreadySent, link))
        }
        None => None,
    };
    let limits = too_many.into_iter().chain(already_sent);
    Ok(limits.max_by_key(|limit| limit.until))
}

/// Whether the email with this link could not be delivered. It is the first one to the account since then
/// whose kind is the purpose of the link.
async fn is_undelivered(db: &impl ConnectionTrait, link: &link::Model) -> Result<bool, Error> {
    let email = row::Entity::find()
        .filter(row::Column::AccountId.eq(link.account_id))
        .filter(row::Column::Kind.eq(link.purpose.as_str()))
        .filter(row::Column::CreatedAt.gte(link.created_at))
        .order_by_asc(row::Column::CreatedAt)
        .one(db)
        .await?;
    Ok(email.is_some_and(|email| email.state == MailState::Failed))
}
