//! Judging a password: counted before it is looked at, so that any number of parallel
//! guesses, on any number of servers, is judged at most as often as the lockout rule allows.
//!
//! 1. [`reserve`]: one conditional `UPDATE` takes one of the attempts that are left.
//! 2. The password is verified, or a decoy where there is nothing to verify, in equal time.
//! 3. A wrong one that took the last attempt locks the account; a right one clears the count.
//!    What follows from a wrong one is done after the answer, so that its time does not tell
//!    whether there is an account.

use contract::ids::OrganizationId;
use entity::{account, organization, sign_in};
use rules::lockout::{JUDGED_WHILE_LOCKED_EVERY, LockoutPolicy};
use rules::status::LockReason;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{party, portal_of, tell_locked};
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error};

/// A guess at the password of an account, which may not exist.
pub struct Attempt<'a> {
    /// The account; `None` for an unknown address.
    pub account: Option<&'a account::Model>,
    /// The password as typed.
    pub password: &'a str,
    /// The sign-in that it is a step of, if it is.
    pub sign_in: Option<&'a sign_in::Model>,
    /// What is being tried, for the event of a failure: `sign_in.failed`, ….
    pub failure: &'static str,
    /// Where the guess came from.
    pub client: &'a Client,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// The password is the account's. How its attempts are counted: for [`clear_attempts`].
    Right(LockoutPolicy),
    /// It is not, or it was not looked at, or there is no account: nobody is told which.
    Wrong,
}

/// Judges a guess. Takes the same time whether the account exists, is locked, or neither.
///
/// # Errors
/// `busy` when too many passwords wait to be hashed; the attempt then still counts.
pub async fn judge(context: &Context, attempt: Attempt<'_>) -> Result<Judged, Error> {
    // An unknown account runs the same statements; they touch no row.
    let id = attempt.account.map_or(Uuid::nil(), |account| account.id);
    let policy = lockout_for(context, attempt.account).await?;
    let reserved = reserve(context, id, policy, attempt.sign_in).await?;
    let hash = attempt
        .account
        .filter(|_| reserved.judged)
        .and_then(|account| account.password_hash.as_deref());
    let password = rules::password::normalize(attempt.password);
    if context.hasher().verify(password.clone(), hash).await? {
        if let Some(account) = attempt.account {
            upgrade_hash(context, account, password);
        }
        return Ok(Judged::Right(policy));
    }
    let (task, account) = (context.clone(), attempt.account.cloned());
    let (failure, client) = (attempt.failure, attempt.client.clone());
    let guesser = match attempt.account.filter(|_| attempt.sign_in.is_none()) {
        Some(account) => party(account),
        // Whoever signs in with a wrong password may be anybody.
        None => Party::anonymous(),
    };
    context.after_answer(async move {
        let wrong = (id, account, policy, reserved);
        let act = Act::new(failure, guesser).from(&client).failed();
        if let Err(error) = follow_up(&task, wrong, act, &client).await {
            tracing::error!(%error, "a wrong password was counted, and nothing more");
        }
    });
    Ok(Judged::Wrong)
}

/// What follows from a wrong password. If it is lost in a crash, the next attempt locks.
async fn follow_up(
    context: &Context,
    (id, account, policy, reserved): (Uuid, Option<account::Model>, LockoutPolicy, Reserved),
    act: Act<'_>,
    client: &Client,
) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let until = policy.unlocks_at(context.now());
    let locked = reserved.may_lock && lock_if_used_up(context, &tx, id, policy).await?;
    if let Some(account) = account {
        let organization = OrganizationId(account.organization_id);
        record(context, &tx, organization, act.to(party(&account))).await?;
        if locked {
            let reason = LockReason::FailedPasswordAttempts;
            tell_locked(context, &tx, &account, reason, until, Some(client)).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// The rule of the organization, as it holds for the account. For an unknown account the same question is asked.
async fn lockout_for(
    context: &Context,
    account: Option<&account::Model>,
) -> Result<LockoutPolicy, Error> {
    let id = account.map_or(Uuid::nil(), |account| account.organization_id);
    let organization = organization::Entity::find_by_id(id)
        .one(context.database().read())
        .await?;
    let policy = organization.as_ref().map(lockout_of).transpose()?;
    let policy = policy.unwrap_or_default();
    Ok(match account.map(portal_of) {
        Some(Portal::Admin) => policy.for_administrators(),
        _ => policy,
    })
}

/// The organization's lockout rule.
///
/// # Errors
/// When what is stored does not read: a default might be weaker than what was chosen.
pub(crate) fn lockout_of(organization: &organization::Model) -> Result<LockoutPolicy, Error> {
    serde_json::from_str(&organization.lockout_policy)
        .map_err(|_| Error::internal("the stored lockout policy does not read"))
}

/// What became of asking for one of the attempts that are left.
#[derive(Clone, Copy)]
struct Reserved {
    /// Whether the password is looked at.
    judged: bool,
    /// Whether the account is to be locked if it is wrong: this was the last attempt, or none
    /// was left. An earlier one must not lock while the last is still being looked at.
    may_lock: bool,
}

/// Takes one of the attempts that are left, if one is.
async fn reserve(
    context: &Context,
    id: Uuid,
    policy: LockoutPolicy,
    sign_in: Option<&sign_in::Model>,
) -> Result<Reserved, Error> {
    let now = context.now();
    let tx = context.database().begin().await?;
    if let Some(sign_in) = sign_in {
        write_something(&tx, sign_in).await?;
    }
    clear_lock_where(
        &tx,
        Condition::all()
            .add(account::Column::Id.eq(id))
            .add(account::Column::LockedUntil.lte(now.unix_millis())),
    )
    .await?;
    // Asked where the rule forgets nothing too: a statement takes time.
    let forgotten = policy
        .forgotten_before(now)
        .map_or(-1, Timestamp::unix_millis);
    account::Entity::update_many()
        .col_expr(account::Column::FailedPasswordAttempts, Expr::value(0))
        .col_expr(account::Column::FailedFactorAttempts, Expr::value(0))
        .filter(account::Column::Id.eq(id))
        .filter(account::Column::LockedAt.is_null())
        .filter(account::Column::LastAttemptAt.lte(forgotten))
        .exec(&tx)
        .await?;
    let limit = policy.limit().map_or(i64::MAX, i64::from);
    let counted = account::Entity::update_many()
        .col_expr(
            account::Column::FailedPasswordAttempts,
            Expr::col(account::Column::FailedPasswordAttempts).add(1),
        )
        .col_expr(
            account::Column::LastAttemptAt,
            Expr::value(now.unix_millis()),
        )
        .filter(account::Column::Id.eq(id))
        .filter(account::Column::LockedAt.is_null())
        .filter(attempts(policy).lt(limit))
        .exec_with_returning(&tx)
        .await?;
    let told_why = account::Entity::update_many()
        .col_expr(
            account::Column::LastAttemptAt,
            Expr::value(now.unix_millis()),
        )
        .filter(account::Column::Id.eq(id))
        .filter(account::Column::LockedAt.is_not_null())
        .filter(
            // An account that an administrator locked may never have been tried.
            Condition::any()
                .add(account::Column::LastAttemptAt.is_null())
                .add(
                    account::Column::LastAttemptAt
                        .lte(now.minus(JUDGED_WHILE_LOCKED_EVERY).unix_millis()),
                ),
        )
        .exec(&tx)
        .await?
        .rows_affected;
    tx.commit().await?;
    let used = counted.first().map(|now| {
        let factors = if policy.counts_together {
            now.failed_factor_attempts
        } else {
            0
        };
        i64::from(now.failed_password_attempts + factors)
    });
    Ok(Reserved {
        judged: used.is_some() || told_why == 1,
        may_lock: used.map_or(told_why == 0, |used| used >= limit),
    })
}

/// The attempts that count against wrong passwords.
fn attempts(policy: LockoutPolicy) -> Expr {
    let passwords = Expr::col(account::Column::FailedPasswordAttempts);
    if policy.counts_together {
        passwords.add(Expr::col(account::Column::FailedFactorAttempts))
    } else {
        passwords
    }
}

/// A commit that wrote something waits for the disk, one that did not does not: so there is
/// something to write for an unknown address too.
async fn write_something(tx: &impl ConnectionTrait, row: &sign_in::Model) -> Result<(), Error> {
    sign_in::Entity::update_many()
        .col_expr(sign_in::Column::ExpiresAt, Expr::value(row.expires_at))
        .filter(sign_in::Column::TokenHash.eq(row.token_hash.clone()))
        .exec(tx)
        .await?;
    Ok(())
}

async fn lock_if_used_up(
    context: &Context,
    tx: &impl ConnectionTrait,
    id: Uuid,
    policy: LockoutPolicy,
) -> Result<bool, Error> {
    let now = context.now();
    let Some(limit) = policy.limit() else {
        return Ok(false);
    };
    let until = policy.unlocks_at(now).map(Timestamp::unix_millis);
    let locked = account::Entity::update_many()
        .col_expr(
            account::Column::LockReason,
            Expr::value(LockReason::FailedPasswordAttempts.as_str()),
        )
        .col_expr(account::Column::LockedAt, Expr::value(now.unix_millis()))
        .col_expr(account::Column::LockedUntil, Expr::value(until))
        .filter(account::Column::Id.eq(id))
        .filter(account::Column::LockedAt.is_null())
        .filter(attempts(policy).gte(limit))
        .exec(tx)
        .await?;
    Ok(locked.rows_affected == 1)
}

/// Clears the failed attempts of an account that proved its password and holds no lock. Where
/// wrong factors count together with wrong passwords and one is still due, the attempt that was
/// right is given back and no more: else guesses at the factor would be free.
///
/// # Errors
/// When the database fails.
pub async fn clear_attempts(
    tx: &impl ConnectionTrait,
    account: &account::Model,
    policy: LockoutPolicy,
) -> Result<(), Error> {
    let failed = account::Column::FailedPasswordAttempts;
    let factor_is_due = policy.counts_together && account.mfa_enrolled_at.is_some();
    let (after, at_least) = if factor_is_due {
        (Expr::col(failed).sub(1), 1)
    } else {
        (Expr::value(0), 0)
    };
    account::Entity::update_many()
        .col_expr(failed, after)
        .filter(account::Column::Id.eq(account.id))
        .filter(account::Column::LockedAt.is_null())
        .filter(failed.gte(at_least))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends the lock of an account and clears its failed attempts.
///
/// # Errors
/// When the database fails.
pub async fn unlock(tx: &impl ConnectionTrait, id: Uuid) -> Result<(), Error> {
    clear_lock_where(tx, Condition::all().add(account::Column::Id.eq(id))).await
}

async fn clear_lock_where(tx: &impl ConnectionTrait, which: Condition) -> Result<(), Error> {
    account::Entity::update_many()
        .col_expr(account::Column::FailedPasswordAttempts, Expr::value(0))
        .col_expr(account::Column::FailedFactorAttempts, Expr::value(0))
        .col_expr(
            account::Column::LockReason,
            Expr::value(Option::<String>::None),
        )
        .col_expr(account::Column::LockedAt, Expr::value(Option::<i64>::None))
        .col_expr(
            account::Column::LockedUntil,
            Expr::value(Option::<i64>::None),
        )
        .filter(which)
        .exec(tx)
        .await?;
    Ok(())
}

/// Hashes the password anew, in the background, when new hashes cost more than this one did.
fn upgrade_hash(context: &Context, account: &account::Model, password: String) {
    let Some(old) = account.password_hash.clone() else {
        return;
    };
    if !context.hasher().is_outdated(&old) {
        return;
    }
    let (context, id) = (context.clone(), account.id);
    context.clone().background().spawn(async move {
        let new = match context.hasher().hash(password).await {
            Ok(new) => new,
            // Busy now; the next sign-in tries again.
            Err(_) => return,
        };
        let updated = account::Entity::update_many()
            .col_expr(account::Column::PasswordHash, Expr::value(new))
            .filter(account::Column::Id.eq(id))
            .filter(account::Column::PasswordHash.eq(old))
            .exec(context.database().write())
            .await;
        if let Err(error) = updated {
            tracing::warn!(%error, "a password hash was not upgraded");
        }
    });
}
