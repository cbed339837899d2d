//! The failed attempts of an account: which ones count, and the effect of another one. The wrong
//! passwords here are those from unknown browsers. Each known browser has its own budget.

use std::time::Duration;

use contract::users::{AttemptCount, FailedAttempts};
use entity::account::{self, Column};
use rules::lockout::{
    LONGEST_LOCK, LockoutPolicy, MOST_WRONG_FACTORS, MOST_WRONG_PASSWORDS, VERIFIED_PER_LOCK,
    VERIFIED_WHILE_LOCKED_EVERY,
};
use rules::status::LockReason;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, UpdateMany,
};
use uuid::Uuid;

use super::attempt_columns::AttemptColumns;
use super::{Proved, known_browsers};
use crate::Error;

/// The result of taking an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// Whether to verify the password.
    pub may_verify: bool,
    /// Whether to lock the account if the password is wrong: this was the last attempt, or none was
    /// left. An earlier attempt must not lock while the last one is still being verified.
    pub may_lock: bool,
}

impl Taken {
    /// None was taken, and nothing follows.
    pub const NONE: Self = Self {
        may_verify: false,
        may_lock: false,
    };

    /// The result for a known browser that has attempts left. Such an attempt never locks the
    /// account: the browser stops being known instead.
    pub const OF_KNOWN_BROWSER: Self = Self {
        may_verify: true,
        may_lock: false,
    };
}

/// The failed attempts of an account held by a transaction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts {
    /// Consecutive wrong passwords.
    pub passwords: i32,
    /// Consecutive wrong passwords across locks, which are never forgotten.
    wrong_passwords: i32,
    /// Consecutive wrong factors.
    pub factors: i32,
    /// Consecutive wrong factors across locks, which are never forgotten.
    wrong_factors: i32,
    /// The time of the last failed attempt.
    pub last_at: Option<Timestamp>,
    /// The number of passwords that were verified during the lock.
    verified_while_locked: i32,
    /// Whether the account is locked.
    pub locked: bool,
    /// Whether the account still has the columns of an expired lock.
    lock_is_over: bool,
}

impl Attempts {
    /// The attempts of `account` that count at `now`. Excludes attempts that are old enough to be
    /// forgotten, and those before a lock that has expired.
    pub fn of(account: impl Into<AttemptColumns>, policy: &LockoutPolicy, now: Timestamp) -> Self {
        let account: AttemptColumns = account.into();
        let past = |at: Option<Timestamp>| at.filter(|at| *at <= now);
        let lock_is_over = past(account.locked_until).is_some();
        let locked = account.locked_at.is_some() && !lock_is_over;
        let last_at = account.last_attempt_at;
        let forgotten = past(last_at.and_then(|last| policy.forgotten_at(last))).is_some();
        let count = |attempts| {
            if lock_is_over || (forgotten && !locked) {
                0
            } else {
                attempts
            }
        };
        Self {
            passwords: count(account.failed_password_attempts),
            wrong_passwords: account.wrong_passwords,
            factors: count(account.failed_factor_attempts),
            wrong_factors: account.wrong_factors,
            last_at,
            verified_while_locked: account.verified_while_locked,
            locked,
            lock_is_over,
        }
    }

    /// Whether there were so many wrong passwords in total that a lock after them does not end
    /// automatically.
    pub(super) fn too_many_in_all(&self) -> bool {
        self.wrong_passwords.unsigned_abs() >= MOST_WRONG_PASSWORDS
    }

    /// As [`too_many_in_all`](Self::too_many_in_all), for wrong factors.
    pub fn too_many_factors_in_all(&self) -> bool {
        self.wrong_factors.unsigned_abs() >= MOST_WRONG_FACTORS
    }

    /// Counts a factor that was verified and wrong.
    pub fn count_wrong_factor(&mut self, now: Timestamp) {
        self.factors += 1;
        self.wrong_factors += 1;
        self.last_at = Some(now);
    }

    /// The number of attempts that count toward the limit of wrong passwords.
    fn count(&self, policy: &LockoutPolicy) -> u32 {
        let together = if policy.counts_together {
            self.factors
        } else {
            0
        };
        self.passwords.saturating_add(together).unsigned_abs()
    }

    /// Whether no attempts are left.
    pub(super) fn are_used_up(&self, policy: &LockoutPolicy) -> bool {
        let limit = policy.limit();
        self.too_many_in_all() || limit.is_some_and(|limit| self.count(policy) >= limit)
    }

    /// Takes an attempt at the password, if any is left. While the account is locked, a few
    /// passwords are verified, so that the owner learns why they cannot sign in.
    pub(super) fn take(&mut self, policy: &LockoutPolicy, now: Timestamp) -> Taken {
        if self.locked {
            let may_verify = self.tells_why(now);
            if may_verify {
                self.verified_while_locked += 1;
                self.wrong_passwords += 1;
                self.last_at = Some(now);
            }
            return Taken {
                may_verify,
                may_lock: false,
            };
        }
        let may_verify = !self.are_used_up(policy);
        if may_verify {
            self.passwords += 1;
            self.wrong_passwords += 1;
            self.last_at = Some(now);
        }
        Taken {
            may_verify,
            may_lock: self.are_used_up(policy),
        }
    }

    /// Whether a password is verified although the account is locked. During a lock that lasts
    /// longer than a day, as many are verified again after a day without one.
    fn tells_why(&mut self, now: Timestamp) -> bool {
        let quiet = |for_: Duration| self.last_at.is_none_or(|last| last <= now.minus(for_));
        if quiet(LONGEST_LOCK) {
            self.verified_while_locked = 0;
        }
        !self.too_many_in_all()
            && self.verified_while_locked.unsigned_abs() < VERIFIED_PER_LOCK
            && quiet(VERIFIED_WHILE_LOCKED_EVERY)
    }

    /// Writes the attempts to the account with this identifier, and removes an expired lock.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write(&self, tx: &DatabaseTransaction, id: Uuid) -> Result<(), Error> {
        let mut update = account::Entity::update_many()
            .col_expr(Column::FailedPasswordAttempts, Expr::value(self.passwords))
            .col_expr(Column::FailedFactorAttempts, Expr::value(self.factors))
            .col_expr(Column::LastAttemptAt, Expr::value(self.last_at))
            .col_expr(Column::WrongPasswords, Expr::value(self.wrong_passwords))
            .col_expr(Column::WrongFactors, Expr::value(self.wrong_factors))
            .col_expr(
                Column::VerifiedWhileLocked,
                Expr::value(self.verified_while_locked),
            )
            .filter(Column::Id.eq(id));
        if self.lock_is_over {
            update = without_lock(update);
        }
        update.exec(tx).await?;
        Ok(())
    }
}

/// The failed attempts of the user `account` that count `now`, as the API shows them.
pub(crate) fn failed_attempts(
    account: &account::Model,
    policy: &LockoutPolicy,
    now: Timestamp,
) -> FailedAttempts {
    let attempts = Attempts::of(account, policy, now);
    let shown = |used: u32, limit: Option<u32>| AttemptCount {
        // The limit may have been lowered since.
        used: limit.map_or(used, |limit| Ord::min(used, limit)),
        limit,
    };
    let until = if attempts.locked {
        account.locked_until
    } else {
        attempts.last_at.and_then(|last| policy.forgotten_at(last))
    };
    FailedAttempts {
        passwords: shown(attempts.count(policy), policy.limit()),
        factors: (!policy.counts_together)
            .then(|| shown(attempts.factors.unsigned_abs(), policy.factor_limit())),
        until: until.filter(|_| attempts.passwords > 0 || attempts.factors > 0),
    }
}

/// Whether a password for `account` would be verified now in a browser that is not known to it. Takes no
/// attempt.
pub(crate) fn would_verify(
    account: impl Into<AttemptColumns>,
    policy: &LockoutPolicy,
    now: Timestamp,
) -> bool {
    Attempts::of(account, policy, now)
        .take(policy, now)
        .may_verify
}

/// Also removes the lock.
pub(super) fn without_lock(update: UpdateMany<account::Entity>) -> UpdateMany<account::Entity> {
    update
        .col_expr(Column::LockReason, Expr::value(Option::<LockReason>::None))
        .col_expr(Column::LockedAt, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::LockedUntil, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::LockNote, Expr::value(Option::<String>::None))
}

/// Clears the failed attempts of the budget from which a correct password was taken, unless the
/// account is locked. If wrong factors and wrong passwords count together and a factor is still
/// due, only the attempt just taken is returned; otherwise guesses at the factor would be free.
///
/// # Errors
/// When the database fails.
pub async fn clear_attempts(tx: &impl ConnectionTrait, proved: &Proved) -> Result<(), Error> {
    let account = &proved.account;
    let failed = Column::FailedPasswordAttempts;
    let factor_is_due = proved.policy.counts_together && account.mfa_enrolled_at.is_some();
    if let Some(browser) = proved.browser {
        return known_browsers::give_back(tx, browser, !factor_is_due).await;
    }
    let (after, at_least) = if factor_is_due {
        (Expr::col(failed).sub(1), 1)
    } else {
        (Expr::value(0), 0)
    };
    account::Entity::update_many()
        .col_expr(failed, after)
        .col_expr(Column::WrongPasswords, Expr::value(0))
        .col_expr(Column::PasswordLocks, Expr::value(0))
        .filter(Column::Id.eq(account.id))
        .filter(Column::LockedAt.is_null())
        .filter(failed.gte(at_least))
        .exec(tx)
        .await?;
    Ok(())
}

/// Returns the attempt with which a password turned out to be correct, and no other one. For programs that
/// give the same password all the time: if it cleared the failed attempts, guessers would get new ones each
/// time.
///
/// # Errors
/// When the database fails.
pub(crate) async fn return_attempt(
    db: &impl ConnectionTrait,
    proved: &Proved,
) -> Result<(), Error> {
    give_back(db, proved.account.id).await
}

/// Returns an attempt that was counted although the password was not verified in the end.
///
/// # Errors
/// When the database fails.
pub(super) async fn give_back(db: &impl ConnectionTrait, account: Uuid) -> Result<(), Error> {
    let failed = Column::FailedPasswordAttempts;
    account::Entity::update_many()
        .col_expr(failed, Expr::col(failed).sub(1))
        .filter(Column::Id.eq(account))
        .filter(Column::LockedAt.is_null())
        .filter(failed.gt(0))
        .exec(db)
        .await?;
    // It counts during a lock, too.
    let wrong = Column::WrongPasswords;
    account::Entity::update_many()
        .col_expr(wrong, Expr::col(wrong).sub(1))
        .filter(Column::Id.eq(account))
        .filter(wrong.gt(0))
        .exec(db)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests;
