use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::account::{self, Column};
use entity::session::EndReason;
use mail::{LockCause, Message};
use rules::lockout::LockoutPolicy;
use rules::status::{Lock, LockReason};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::party;
use crate::actor::{Client, Party};
use crate::events::{Act, record};
use crate::{Context, Error, outbox};

/// Locks an account that used its attempts up, for as long as `policy` says, and tells its owner.
///
/// # Errors
/// When the database fails.
pub(crate) async fn lock_out(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    reason: LockReason,
    policy: &LockoutPolicy,
    client: &Client,
) -> Result<Lock, Error> {
    let at = context.now();
    let until = policy.unlocks_at(at);
    account::Entity::update_many()
        .col_expr(Column::LockReason, Expr::value(reason))
        .col_expr(Column::LockedAt, Expr::value(at))
        .col_expr(Column::LockedUntil, Expr::value(until))
        .filter(Column::Id.eq(account.id))
        .exec(tx)
        .await?;
    tell_locked(context, tx, account, reason, until, Some(client)).await?;
    Ok(Lock { reason, at, until })
}

/// What follows from a lock: its event, the end of all sessions, and a mail to the owner.
///
/// # Errors
/// When the database fails.
pub(crate) async fn tell_locked(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    reason: LockReason,
    until: Option<Timestamp>,
    client: Option<&Client>,
) -> Result<(), Error> {
    let mut act = Act::new(EventAction::AccountLocked, Party::system()).to(party(account));
    if let Some(client) = client {
        act = act.from(client);
    }
    let act = act.with("reason", reason.as_str());
    record(context, tx, OrganizationId(account.organization_id), act).await?;
    super::end_sessions(context, tx, account.id, EndReason::AccountLocked, None).await?;
    let message = Message::AccountLocked {
        cause: match reason {
            LockReason::FailedPasswordAttempts => LockCause::FailedPasswords,
            LockReason::FailedFactorAttempts => LockCause::FailedFactors,
            LockReason::MfaEnrolmentPeriod => LockCause::MfaEnrollmentPeriod,
            LockReason::Administrator => LockCause::Administrator,
        },
        until: until.map(Timestamp::to_utc),
    };
    outbox::enqueue(context, tx, account, &message).await?;
    Ok(())
}
