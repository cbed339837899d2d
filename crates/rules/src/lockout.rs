//! When failed attempts lock an account, and for how long.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// An organization's lockout policy. Values are kept while their setting is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LockoutPolicy {
    /// Whether failed attempts lock an account.
    pub locks: bool,
    /// The number of consecutive wrong passwords that locks an account: 3 to 20.
    #[cfg_attr(feature = "openapi", schema(minimum = 3, maximum = 20, example = 6))]
    pub failed_password_attempts: u32,
    /// The number of consecutive wrong factors that locks an account: 3 to 20.
    #[cfg_attr(feature = "openapi", schema(minimum = 3, maximum = 20, example = 6))]
    pub failed_factor_attempts: u32,
    /// Whether wrong passwords and wrong factors are counted together. The limit is that of wrong
    /// passwords.
    pub counts_together: bool,
    /// Whether such a lock ends automatically, or an administrator has to end it.
    pub auto_unlock: bool,
    /// Minutes until such a lock ends automatically: 5 to 90. Each further lock in a row lasts twice as
    /// long, up to a day.
    #[cfg_attr(feature = "openapi", schema(minimum = 5, maximum = 90, example = 10))]
    pub auto_unlock_minutes: u32,
    /// Whether failed attempts are forgotten after a period without attempts.
    pub forgets: bool,
    /// The length of this period in minutes: 5 to 1440.
    #[cfg_attr(feature = "openapi", schema(minimum = 5, maximum = 1440, example = 30))]
    pub forgets_after_minutes: u32,
    /// Whether a lock after wrong passwords also ends the sessions of the account. Other locks
    /// always do.
    #[serde(default)]
    pub ends_sessions: bool,
}

crate::only_as_object!(LockoutPolicy);

impl Default for LockoutPolicy {
    fn default() -> Self {
        Self {
            failed_factor_attempts: 6,
            ..Self::ADMINISTRATORS
        }
    }
}

const fn minutes(count: u32) -> Duration {
    Duration::from_secs(count as u64 * 60)
}

impl LockoutPolicy {
    /// The policy for administrators unless it is changed. It consists of constants instead of
    /// following the policy for users, because someone who may change that policy must not be able to
    /// expose an owner's account to guessing, or to lock it permanently.
    pub const ADMINISTRATORS: Self = Self {
        locks: true,
        failed_password_attempts: 6,
        failed_factor_attempts: 5,
        counts_together: false,
        auto_unlock: true,
        auto_unlock_minutes: 10,
        forgets: false,
        forgets_after_minutes: 30,
        ends_sessions: false,
    };

    /// The number of consecutive wrong passwords that locks an account; `None` if there is no
    /// limit.
    pub fn limit(&self) -> Option<u32> {
        self.locks.then_some(self.failed_password_attempts)
    }

    /// The number of consecutive wrong factors that locks an account; `None` if there is no limit.
    pub fn factor_limit(&self) -> Option<u32> {
        self.locks.then_some(if self.counts_together {
            self.failed_password_attempts
        } else {
            self.failed_factor_attempts
        })
    }

    /// When a lock that begins at `now`, after `earlier` locks in a row, ends automatically; `None` if
    /// it does not. Each lock lasts twice as long as the one before, up to [`LONGEST_LOCK`].
    pub fn unlocks_at(&self, now: Timestamp, earlier: u32) -> Option<Timestamp> {
        let doubled = minutes(self.auto_unlock_minutes).saturating_mul(1_u32 << earlier.min(16));
        self.auto_unlock
            .then(|| now.plus(doubled.min(LONGEST_LOCK)))
    }

    /// When failed attempts are forgotten if the last one was at `last_at`; `None` if they are not.
    pub fn forgotten_at(&self, last_at: Timestamp) -> Option<Timestamp> {
        self.forgets
            .then(|| last_at.plus(minutes(self.forgets_after_minutes)))
    }

    /// Whether accounts are protected less than under `before`: more attempts are possible, or a
    /// lock no longer ends sessions.
    pub fn is_weaker_than(&self, before: &Self) -> bool {
        // Without `..`, so that the compiler asks for a new field.
        let Self {
            // In `attempts`.
            locks: _,
            failed_password_attempts: _,
            failed_factor_attempts: _,
            counts_together: _,
            // In `minutes`.
            auto_unlock: _,
            auto_unlock_minutes: _,
            forgets: _,
            forgets_after_minutes: _,
            ends_sessions,
        } = *self;
        let attempts = |it: &Self| {
            let [passwords, factors] =
                [it.limit(), it.factor_limit()].map(|it| it.unwrap_or(u32::MAX));
            let in_all = if it.counts_together {
                passwords
            } else {
                passwords.saturating_add(factors)
            };
            [passwords, factors, in_all]
        };
        let minutes = |it: &Self| {
            let until = it.auto_unlock.then_some(it.auto_unlock_minutes);
            let memory = it.forgets.then_some(it.forgets_after_minutes);
            [until, memory].map(|it| it.unwrap_or(u32::MAX))
        };
        let any =
            |more: &[u32], less: &[u32]| more.iter().zip(less).any(|(more, less)| more > less);
        any(&attempts(self), &attempts(before))
            || any(&minutes(before), &minutes(self))
            || before.ends_sessions && !ends_sessions
    }

    /// The fields that are out of range, each with how to correct it.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if !(3..=20).contains(&self.failed_password_attempts) {
            faults.push(("failedPasswordAttempts", "Choose a number from 3 to 20"));
        }
        if !(3..=20).contains(&self.failed_factor_attempts) {
            faults.push(("failedFactorAttempts", "Choose a number from 3 to 20"));
        }
        if !(5..=90).contains(&self.auto_unlock_minutes) {
            faults.push(("autoUnlockMinutes", "Choose 5 to 90 minutes"));
        }
        if !(5..=1440).contains(&self.forgets_after_minutes) {
            faults.push(("forgetsAfterMinutes", "Choose 5 to 1440 minutes"));
        }
        faults
    }
}

/// The longest lock that ends automatically.
pub const LONGEST_LOCK: Duration = Duration::from_secs(24 * 60 * 60);

/// While an account is locked, at most [`VERIFIED_PER_LOCK`] passwords are verified, one per this
/// period. That is enough to tell the owner why they are locked out, and too little for guessing.
pub const VERIFIED_WHILE_LOCKED_EVERY: Duration = Duration::from_secs(60);

/// The number of passwords that are verified during a lock; during a longer lock, per
/// [`LONGEST_LOCK`] without a verification.
pub const VERIFIED_PER_LOCK: u32 = 3;

/// After this number of consecutive wrong passwords, no password from an unknown browser is
/// verified until a new password is set, or an administrator unlocks the account (NIST SP
/// 800-63B-4, 3.2.2). The number is kept across locks, and without a lockout policy.
pub const MOST_WRONG_PASSWORDS: u32 = 100;

/// After this number of consecutive wrong factors, no factor is verified until an administrator
/// unlocks the account. The number is kept across locks, and without a lockout policy.
pub const MOST_WRONG_FACTORS: u32 = 100;

#[cfg(test)]
mod tests {
    use super::*;

    /// What changes one field of a policy.
    type Change = fn(&mut LockoutPolicy);

    /// One of the numbers of a policy.
    type Number = fn(&mut LockoutPolicy) -> &mut u32;

    #[test]
    fn locks_in_a_row_double_up_to_a_day() {
        let policy = LockoutPolicy::default();
        let now = Timestamp::from_unix_millis(0);
        let minutes = |earlier| {
            let until = policy.unlocks_at(now, earlier)?;
            Some(now.until(until).as_secs() / 60)
        };
        let lasts = [0, 1, 2, 7, 8, 40].map(minutes);
        assert_eq!(lasts, [10, 20, 40, 1280, 1440, 1440].map(Some));
        let by_hand = LockoutPolicy {
            auto_unlock: false,
            ..policy
        };
        assert_eq!(by_hand.unlocks_at(now, 0), None);
    }

    #[test]
    fn a_policy_that_counts_passwords_and_factors_apart_is_weaker() {
        let together = LockoutPolicy {
            counts_together: true,
            ..LockoutPolicy::default()
        };
        let apart = LockoutPolicy::default();
        assert!(apart.is_weaker_than(&together));
        assert!(!together.is_weaker_than(&apart));
        let as_few = LockoutPolicy {
            failed_password_attempts: 3,
            failed_factor_attempts: 3,
            ..apart
        };
        assert!(!as_few.is_weaker_than(&together));
    }

    #[test]
    fn a_policy_that_no_longer_ends_sessions_is_weaker() {
        let keeps = LockoutPolicy::default();
        let ends = LockoutPolicy {
            ends_sessions: true,
            ..keeps
        };
        assert!(keeps.is_weaker_than(&ends));
        assert!(!ends.is_weaker_than(&keeps));
        assert!(!ends.is_weaker_than(&ends));
    }

    #[test]
    fn wrong_factors_have_their_own_limit_unless_they_count_as_wrong_passwords() {
        for (locks, counts_together, passwords, factors) in [
            (true, false, Some(6), Some(4)),
            (true, true, Some(6), Some(6)),
            (false, false, None, None),
            (false, true, None, None),
        ] {
            let policy = LockoutPolicy {
                locks,
                failed_password_attempts: 6,
                failed_factor_attempts: 4,
                counts_together,
                ..LockoutPolicy::default()
            };
            let limits = (policy.limit(), policy.factor_limit());
            assert_eq!(limits, (passwords, factors), "{locks} {counts_together}");
        }
    }

    #[test]
    fn failed_attempts_are_forgotten_after_the_period_if_at_all() {
        let last = Timestamp::from_unix_millis(1_000);
        let forgotten = |forgets| {
            let policy = LockoutPolicy {
                forgets,
                forgets_after_minutes: 5,
                ..LockoutPolicy::default()
            };
            policy.forgotten_at(last).map(|at| last.until(at).as_secs())
        };
        assert_eq!(forgotten(true), Some(300));
        assert_eq!(forgotten(false), None);
    }

    #[test]
    fn a_policy_is_weaker_if_it_allows_more_attempts_in_the_same_time() {
        let policy = LockoutPolicy {
            forgets: true,
            ..LockoutPolicy::default()
        };
        let weaker: [(&str, Change); 5] = [
            ("no lock", |it| it.locks = false),
            ("more passwords", |it| it.failed_password_attempts += 1),
            ("more factors", |it| it.failed_factor_attempts += 1),
            ("a shorter lock", |it| it.auto_unlock_minutes -= 1),
            ("a shorter memory", |it| it.forgets_after_minutes -= 1),
        ];
        for (name, change) in weaker {
            let mut weak = policy;
            change(&mut weak);
            assert!(weak.is_weaker_than(&policy), "{name}");
            assert!(!weak.is_weaker_than(&weak), "{name}, unchanged");
        }
        let stricter: [(&str, Change); 2] = [
            ("locks until an administrator unlocks", |it| {
                it.auto_unlock = false
            }),
            ("never forgets", |it| it.forgets = false),
        ];
        for (name, change) in stricter {
            let mut strict = policy;
            change(&mut strict);
            assert!(!strict.is_weaker_than(&policy), "{name}");
            assert!(policy.is_weaker_than(&strict), "{name}, in reverse");
        }
    }

    #[test]
    fn every_number_has_limits() {
        let table: [(&str, [u32; 2], Number); 4] = [
            ("failedPasswordAttempts", [3, 20], |it| {
                &mut it.failed_password_attempts
            }),
            ("failedFactorAttempts", [3, 20], |it| {
                &mut it.failed_factor_attempts
            }),
            ("autoUnlockMinutes", [5, 90], |it| {
                &mut it.auto_unlock_minutes
            }),
            ("forgetsAfterMinutes", [5, 1440], |it| {
                &mut it.forgets_after_minutes
            }),
        ];
        for (field, [least, most], value) in table {
            for (number, fits) in [
                (least - 1, false),
                (least, true),
                (most, true),
                (most + 1, false),
            ] {
                let mut policy = LockoutPolicy::default();
                *value(&mut policy) = number;
                let faults: Vec<_> = policy.faults().into_iter().map(|(name, _)| name).collect();
                let expected = if fits { vec![] } else { vec![field] };
                assert_eq!(faults, expected, "{number}");
            }
        }
    }
}
