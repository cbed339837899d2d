//! The failed attempts of an account: which of them count, and what one more does.

use entity::account::{self, Column};
use rules::lockout::{JUDGED_WHILE_LOCKED_EVERY, LockoutPolicy};
use rules::status::LockReason;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, UpdateMany,
};
use uuid::Uuid;

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
            factors: count(account.failed_factor_attempts),
            last_at,
            locked,
            lock_is_over,
        }
    }

    /// Whether no password is looked at any more.
    pub(super) fn are_used_up(&self, policy: &LockoutPolicy) -> bool {
        let together = if policy.counts_together {
            self.factors
        } else {
            0
        };
        let count = i64::from(self.passwords) + i64::from(together);
        policy.limit().is_some_and(|limit| count >= limit.into())
    }

    /// Takes one for a password, if one is left. While the account is locked, a password is
    /// verified once in a while, so that its owner is told why.
    pub(super) fn take(&mut self, policy: &LockoutPolicy, now: Timestamp) -> Taken {
        if self.locked {
            let tells_why = now.minus(JUDGED_WHILE_LOCKED_EVERY);
            let may_verify = self.last_at.is_none_or(|last| last <= tells_why);
            if may_verify {
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
            self.last_at = Some(now);
        }
        Taken {
            may_verify,
            may_lock: self.are_used_up(policy),
        }
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

/// Gives an attempt at a password back that was counted and then not verified.
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
    fn a_locked_account_is_told_why_once_in_a_while() {
        let mut attempts = Attempts {
            passwords: 3,
            locked: true,
            ..Attempts::default()
        };
        let soon = NOW.plus(JUDGED_WHILE_LOCKED_EVERY / 2);
        let later = NOW.plus(JUDGED_WHILE_LOCKED_EVERY);
        let may_verify =
            [NOW, soon, later, later].map(|now| attempts.take(&policy(), now).may_verify);
        assert_eq!(may_verify, [true, false, true, false]);
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
            assert!(taken.may_verify && !taken.may_lock);
        }
    }
}
