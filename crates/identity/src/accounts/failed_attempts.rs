//! The failed attempts of an account: which of them count, and what one more does. Wrong passwords
//! are those of strangers here: a known browser has a budget of its own.

use std::time::Duration;

use entity::account::{self, Column};
use rules::lockout::{
    LONGEST_LOCK, LockoutPolicy, MOST_WRONG_PASSWORDS, VERIFIED_PER_LOCK,
    VERIFIED_WHILE_LOCKED_EVERY,
};
use rules::status::LockReason;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, UpdateMany,
};
use uuid::Uuid;

use super::{Proved, known_browsers};
use crate::Error;

/// What became of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    /// Whether the password is looked at.
    pub may_verify: bool,
    /// Whether the account is to be locked if it is wrong: this was the last attempt, or none
    /// was left. An earlier one must not lock while the last is still being looked at.
    pub may_lock: bool,
}

impl Taken {
    /// What becomes of an attempt of a known browser that has some left. It never locks the
    /// account: the browser stops being known instead.
    pub const OF_KNOWN_BROWSER: Self = Self {
        may_verify: true,
        may_lock: false,
    };
}

/// The failed attempts of an account that a transaction holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attempts {
    /// Wrong passwords in a row.
    pub passwords: i32,
    /// The same, across locks, and never forgotten.
    wrong_passwords: i32,
    /// Wrong factors in a row.
    pub factors: i32,
    /// When the last one was.
    pub last_at: Option<Timestamp>,
    /// The passwords that were verified during the lock.
    verified_while_locked: i32,
    /// Whether the account holds a lock that is not over.
    pub locked: bool,
    /// Whether it still holds one that is.
    lock_is_over: bool,
}

impl Attempts {
    /// Those of `account` that count `now`: neither those that are forgotten by now, nor those
    /// of a lock that is over.
    pub fn of(account: &account::Model, policy: &LockoutPolicy, now: Timestamp) -> Self {
        let past = |at: Option<Timestamp>| at.filter(|at| *at <= now);
        let lock_is_over = past(account.locked_until).is_some();
        let locked = account.locked_at.is_some() && !lock_is_over;
        let last_at = account.last_attempt_at;
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
            wrong_passwords: account.wrong_passwords,
            factors: count(account.failed_factor_attempts),
            last_at,
            verified_while_locked: account.verified_while_locked,
            locked,
            lock_is_over,
        }
    }

    /// Whether only a new password, or an administrator, ends a lock that begins now.
    pub(super) fn too_many_in_all(&self) -> bool {
        i64::from(self.wrong_passwords) >= i64::from(MOST_WRONG_PASSWORDS)
    }

    /// Whether no password is looked at any more.
    pub(super) fn are_used_up(&self, policy: &LockoutPolicy) -> bool {
        let together = if policy.counts_together {
            self.factors
        } else {
            0
        };
        let count = i64::from(self.passwords) + i64::from(together);
        self.too_many_in_all() || policy.limit().is_some_and(|limit| count >= limit.into())
    }

    /// Takes one for a password, if one is left. While the account is locked, a few passwords are
    /// verified, so that its owner is told why.
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

    /// Whether a password is verified although the account is locked. A lock that lasts allows as
    /// many again after a day.
    fn tells_why(&mut self, now: Timestamp) -> bool {
        let quiet = |for_: Duration| self.last_at.is_none_or(|last| last <= now.minus(for_));
        if quiet(LONGEST_LOCK) {
            self.verified_while_locked = 0;
        }
        !self.too_many_in_all()
            && i64::from(self.verified_while_locked) < i64::from(VERIFIED_PER_LOCK)
            && quiet(VERIFIED_WHILE_LOCKED_EVERY)
    }

    /// Writes them to the account with this identifier, and takes a lock away that is over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write(&self, tx: &DatabaseTransaction, id: Uuid) -> Result<(), Error> {
        let mut update = account::Entity::update_many()
            .col_expr(Column::FailedPasswordAttempts, Expr::value(self.passwords))
            .col_expr(Column::FailedFactorAttempts, Expr::value(self.factors))
            .col_expr(Column::LastAttemptAt, Expr::value(self.last_at))
            .col_expr(Column::WrongPasswords, Expr::value(self.wrong_passwords))
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

/// Takes the lock away, too.
pub(super) fn without_lock(update: UpdateMany<account::Entity>) -> UpdateMany<account::Entity> {
    update
        .col_expr(Column::LockReason, Expr::value(Option::<LockReason>::None))
        .col_expr(Column::LockedAt, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::LockedUntil, Expr::value(Option::<Timestamp>::None))
}

/// Clears the failed attempts of the budget from which a right password was taken, unless the
/// account holds a lock. Where wrong factors count together with wrong passwords and one is still
/// due, the attempt that was right is given back and no more: else guesses at the factor would be
/// free.
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
        let taken = |may_verify, may_lock| Taken {
            may_verify,
            may_lock,
        };
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
        assert!(attempts.take(&policy(), NOW).may_verify);
        let together = LockoutPolicy {
            counts_together: true,
            ..policy()
        };
        assert!(!attempts.take(&together, NOW).may_verify);
    }

    #[test]
    fn during_a_lock_a_few_passwords_are_verified() {
        let mut attempts = Attempts {
            passwords: 3,
            locked: true,
            ..Attempts::default()
        };
        let every = VERIFIED_WHILE_LOCKED_EVERY;
        let mut at = |after| attempts.take(&policy(), NOW.plus(after)).may_verify;
        assert!(at(Duration::ZERO));
        assert!(!at(every / 2));
        assert!(at(every));
        assert!(!at(every));
        assert!(at(every * 2));
        // That was the last one, unless the lock is a long one.
        assert!(!at(every * 100));
        assert!(at(every * 2 + LONGEST_LOCK));
        assert_eq!(attempts.passwords, 3);
        assert_eq!(attempts.wrong_passwords, 4);
    }

    #[test]
    fn a_hundred_wrong_passwords_are_the_last_even_where_nothing_locks() {
        let policy = LockoutPolicy {
            locks: false,
            forgets: true,
            ..policy()
        };
        let mut attempts = Attempts::default();
        for n in 1..=MOST_WRONG_PASSWORDS {
            let taken = attempts.take(&policy, NOW);
            let last = n == MOST_WRONG_PASSWORDS;
            assert!(taken.may_verify && taken.may_lock == last, "{n}");
        }
        assert!(!attempts.take(&policy, NOW).may_verify);
        attempts.locked = true;
        assert!(!attempts.take(&policy, NOW).may_verify);
    }
}
