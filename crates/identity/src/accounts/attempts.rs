//! Judging a password: counted before it is looked at, so that any number of parallel
//! guesses, on any number of servers, is judged at most as often as the lockout rule allows.
//!
//! 1. [`reserve`]: a transaction that holds the account takes one of the attempts that are left.
//! 2. The password is verified, or a decoy where there is nothing to verify, in equal time.
//! 3. A wrong one that took the last attempt locks the account; a right one clears the count.
//!    What follows from a wrong one is done after the answer, so that its time does not tell
//!    whether there is an account.

use contract::ids::OrganizationId;
use entity::account::{self, Column};
use entity::{organization, sign_in};
use rules::lockout::{JUDGED_WHILE_LOCKED_EVERY, LockoutPolicy};
use rules::status::LockReason;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, UpdateMany,
};
use uuid::Uuid;

use super::{
    Member, hold_again, hold_member, hold_member_by_email_key, lock_out, party, portal_of,
};
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error};

/// A guess at the password of an account, which may not exist.
pub struct Attempt<'a> {
    /// Whose password it may be.
    pub whose: Whose<'a>,
    /// The password as typed.
    pub password: &'a str,
    /// What is being tried, for the event of a failure: `sign_in.failed`, ….
    pub failure: &'static str,
    /// Where the guess came from.
    pub client: &'a Client,
}

/// Whose password is guessed.
#[derive(Clone, Copy)]
pub enum Whose<'a> {
    /// Of whoever has this address, as compared: it is a step of the sign-in. Who guesses may be
    /// anybody.
    OfSignIn(Portal, &'a str, &'a sign_in::Model),
    /// Of the account of a session, which guesses its own.
    Own(Uuid),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judged {
    /// The password is this account's. How its attempts are counted: for [`clear_attempts`].
    Right(Box<account::Model>, LockoutPolicy),
    /// It is not, or it was not looked at, or there is no account: nobody is told which.
    Wrong,
}

/// Judges a guess. Takes the same time whether the account exists, is locked, or neither.
///
/// # Errors
/// `busy` when too many passwords wait to be hashed; the attempt then still counts.
pub async fn judge(context: &Context, attempt: Attempt<'_>) -> Result<Judged, Error> {
    let Reserved {
        account,
        policy,
        taken,
    } = reserve(context, attempt.whose).await?;
    let hash = account
        .as_ref()
        .filter(|_| taken.judged)
        .and_then(|account| account.password_hash.as_deref());
    let password = rules::password::normalize(attempt.password);
    let right = context.hasher().verify(password.clone(), hash).await?;
    let account = match account {
        Some(account) if right => {
            upgrade_hash(context, &account, password);
            return Ok(Judged::Right(Box::new(account), policy));
        }
        account => account,
    };
    let guesser = match (attempt.whose, &account) {
        (Whose::Own(_), Some(account)) => party(account),
        _ => Party::anonymous(),
    };
    let (task, client) = (context.clone(), attempt.client.clone());
    let act = Act::new(attempt.failure, guesser);
    context.after_answer(async move {
        let wrong = (account.map(|account| account.id), policy, taken);
        if let Err(error) = follow_up(&task, wrong, act.from(&client).failed(), &client).await {
            tracing::error!(%error, "a wrong password was counted, and nothing more");
        }
    });
    Ok(Judged::Wrong)
}

/// What follows from a wrong password. If it is lost in a crash, the next attempt locks.
async fn follow_up(
    context: &Context,
    (id, policy, taken): (Option<Uuid>, LockoutPolicy, Taken),
    act: Act<'_>,
    client: &Client,
) -> Result<(), Error> {
    let now = context.now();
    let tx = context.database().begin().await?;
    if let Some(account) = hold_again(&tx, id.unwrap_or_default()).await? {
        let organization = OrganizationId(account.organization_id);
        record(context, &tx, organization, act.to(party(&account))).await?;
        // A right password may have cleared the count meanwhile, or an administrator the lock.
        let attempts = Attempts::of(&account, &policy, now);
        if taken.may_lock && !attempts.locked && attempts.are_used_up(&policy) {
            let reason = LockReason::FailedPasswordAttempts;
            let until = policy.unlocks_at(now);
            lock_out(context, &tx, &account, reason, until, client).await?;
        }
    }
    tx.commit().await?;
    Ok(())
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
struct Reserved {
    /// Whose they are, if anybody's, as it was before.
    account: Option<account::Model>,
    /// How they are counted.
    policy: LockoutPolicy,
    taken: Taken,
}

/// Takes one of the attempts that are left, if one is. An unknown account runs the same
/// statements; they touch no row.
async fn reserve(context: &Context, whose: Whose<'_>) -> Result<Reserved, Error> {
    let now = context.now();
    let tx = context.database().begin().await?;
    let member = match whose {
        Whose::OfSignIn(portal, email_key, _) => {
            hold_member_by_email_key(&tx, portal, email_key).await?
        }
        Whose::Own(id) => hold_member(&tx, id).await?,
    };
    let policy = member.as_ref().map_or(Ok(LockoutPolicy::default()), rule)?;
    let account = member.map(|member| member.account);
    let mut attempts = match &account {
        Some(account) => Attempts::of(account, &policy, now),
        None => Attempts::default(),
    };
    let taken = attempts.take(&policy, now);
    let id = account.as_ref().map(|account| account.id);
    attempts.write(&tx, id.unwrap_or_default()).await?;
    if let Whose::OfSignIn(_, _, sign_in) = whose {
        write_something(&tx, sign_in).await?;
    }
    tx.commit().await?;
    Ok(Reserved {
        account,
        policy,
        taken,
    })
}

/// The rule of the organization, as it holds for the account.
fn rule(member: &Member) -> Result<LockoutPolicy, Error> {
    let policy = lockout_of(&member.organization)?;
    Ok(match portal_of(&member.account) {
        Portal::Admin => policy.for_administrators(),
        Portal::User => policy,
    })
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

/// What became of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Taken {
    /// Whether the password is looked at.
    judged: bool,
    /// Whether the account is to be locked if it is wrong: this was the last attempt, or none
    /// was left. An earlier one must not lock while the last is still being looked at.
    may_lock: bool,
}

/// The failed attempts of an account that a transaction holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts {
    /// Wrong passwords in a row.
    pub passwords: i32,
    /// Wrong factors in a row.
    pub factors: i32,
    /// When the last one was.
    pub last_at: Option<Timestamp>,
    /// Whether the account holds a lock that is not over.
    pub locked: bool,
    /// Whether it still holds one that is.
    lock_is_over: bool,
}

impl Attempts {
    /// Those of `account` that count `now`: neither those that are forgotten by now, nor those
    /// of a lock that is over.
    pub fn of(account: &account::Model, policy: &LockoutPolicy, now: Timestamp) -> Self {
        let past = |at: Option<i64>| at.map(Timestamp::from_unix_millis).filter(|at| *at <= now);
        let lock_is_over = past(account.locked_until).is_some();
        let locked = account.locked_at.is_some() && !lock_is_over;
        let last_at = account.last_attempt_at.map(Timestamp::from_unix_millis);
        let forgotten = policy.forgotten_before(now);
        let quiet = last_at.is_some_and(|last| forgotten.is_some_and(|before| last <= before));
        let count = |attempts| {
            if lock_is_over || (quiet && !locked) {
                0
            } else {
                attempts
            }
        };
        Self {
            passwords: count(account.failed_password_attempts),
            factors: count(account.failed_factor_attempts),
            last_at,
            locked,
            lock_is_over,
        }
    }

    /// Whether no password is looked at any more.
    fn are_used_up(&self, policy: &LockoutPolicy) -> bool {
        let together = if policy.counts_together {
            self.factors
        } else {
            0
        };
        let count = i64::from(self.passwords) + i64::from(together);
        policy.limit().is_some_and(|limit| count >= limit.into())
    }

    /// Takes one for a password, if one is left. While the account is locked, a password is
    /// judged once in a while, so that its owner is told why.
    fn take(&mut self, policy: &LockoutPolicy, now: Timestamp) -> Taken {
        if self.locked {
            let tells_why = now.minus(JUDGED_WHILE_LOCKED_EVERY);
            let judged = self.last_at.is_none_or(|last| last <= tells_why);
            if judged {
                self.last_at = Some(now);
            }
            return Taken {
                judged,
                may_lock: false,
            };
        }
        let judged = !self.are_used_up(policy);
        if judged {
            self.passwords += 1;
            self.last_at = Some(now);
        }
        Taken {
            judged,
            may_lock: self.are_used_up(policy),
        }
    }

    /// Writes them to the account with this identifier, and takes a lock away that is over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write(&self, tx: &DatabaseTransaction, id: Uuid) -> Result<(), Error> {
        let last_at = self.last_at.map(Timestamp::unix_millis);
        let mut update = account::Entity::update_many()
            .col_expr(Column::FailedPasswordAttempts, Expr::value(self.passwords))
            .col_expr(Column::FailedFactorAttempts, Expr::value(self.factors))
            .col_expr(Column::LastAttemptAt, Expr::value(last_at))
            .filter(Column::Id.eq(id));
        if self.lock_is_over {
            update = without_lock(update);
        }
        update.exec(tx).await?;
        Ok(())
    }
}

fn without_lock(update: UpdateMany<account::Entity>) -> UpdateMany<account::Entity> {
    update
        .col_expr(Column::LockReason, Expr::value(Option::<String>::None))
        .col_expr(Column::LockedAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::LockedUntil, Expr::value(Option::<i64>::None))
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
    let failed = Column::FailedPasswordAttempts;
    let factor_is_due = policy.counts_together && account.mfa_enrolled_at.is_some();
    let (after, at_least) = if factor_is_due {
        (Expr::col(failed).sub(1), 1)
    } else {
        (Expr::value(0), 0)
    };
    account::Entity::update_many()
        .col_expr(failed, after)
        .filter(Column::Id.eq(account.id))
        .filter(Column::LockedAt.is_null())
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
    let cleared = account::Entity::update_many()
        .col_expr(Column::FailedPasswordAttempts, Expr::value(0))
        .col_expr(Column::FailedFactorAttempts, Expr::value(0))
        .filter(Column::Id.eq(id));
    without_lock(cleared).exec(tx).await?;
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
            .col_expr(Column::PasswordHash, Expr::value(new))
            .filter(Column::Id.eq(id))
            .filter(Column::PasswordHash.eq(old))
            .exec(context.database().write())
            .await;
        if let Err(error) = updated {
            tracing::warn!(%error, "a password hash was not upgraded");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_millis(1_000_000_000);

    fn policy() -> LockoutPolicy {
        LockoutPolicy {
            failed_password_attempts: 3,
            ..LockoutPolicy::default()
        }
    }

    #[test]
    fn only_the_last_attempt_that_is_left_may_lock() {
        let mut attempts = Attempts::default();
        let taken = |judged, may_lock| Taken { judged, may_lock };
        let policy = policy();
        assert_eq!(attempts.take(&policy, NOW), taken(true, false));
        assert_eq!(attempts.take(&policy, NOW), taken(true, false));
        assert_eq!(attempts.take(&policy, NOW), taken(true, true));
        // The lock was lost in a crash: the next attempt brings it.
        assert_eq!(attempts.take(&policy, NOW), taken(false, true));
        assert_eq!(attempts.passwords, 3);
    }

    #[test]
    fn wrong_factors_use_up_the_attempts_only_where_they_count_together() {
        let mut attempts = Attempts {
            factors: 3,
            ..Attempts::default()
        };
        assert!(attempts.take(&policy(), NOW).judged);
        let together = LockoutPolicy {
            counts_together: true,
            ..policy()
        };
        assert!(!attempts.take(&together, NOW).judged);
    }

    #[test]
    fn a_locked_account_is_told_why_once_in_a_while() {
        let mut attempts = Attempts {
            passwords: 3,
            locked: true,
            ..Attempts::default()
        };
        let soon = NOW.plus(JUDGED_WHILE_LOCKED_EVERY / 2);
        let later = NOW.plus(JUDGED_WHILE_LOCKED_EVERY);
        let judged = [NOW, soon, later, later].map(|now| attempts.take(&policy(), now).judged);
        assert_eq!(judged, [true, false, true, false]);
        assert_eq!(attempts.passwords, 3);
    }

    #[test]
    fn where_nothing_locks_every_attempt_is_judged() {
        let policy = LockoutPolicy {
            locks: false,
            ..policy()
        };
        let mut attempts = Attempts::default();
        for _ in 0..100 {
            let taken = attempts.take(&policy, NOW);
            assert!(taken.judged && !taken.may_lock);
        }
    }
}
