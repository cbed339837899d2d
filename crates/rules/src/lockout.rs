//! When failed attempts lock an account, and for how long.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// An organization's lockout rule. A value stays when its switch is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LockoutPolicy {
    /// Whether failed attempts lock an account at all. An administrator's they always do.
    pub locks: bool,
    /// Wrong passwords in a row before it does: 3 to 20. An administrator has at most 6.
    #[cfg_attr(feature = "openapi", schema(minimum = 3, maximum = 20, example = 6))]
    pub failed_password_attempts: u32,
    /// Wrong factors in a row before it does: 3 to 20. An administrator always has 5.
    #[cfg_attr(feature = "openapi", schema(minimum = 3, maximum = 20, example = 6))]
    pub failed_factor_attempts: u32,
    /// Whether wrong passwords and wrong factors count together, against the number of
    /// wrong passwords.
    pub counts_together: bool,
    /// Whether such a lock ends automatically, or an administrator has to end it.
    pub auto_unlock: bool,
    /// After how many minutes it does: 5 to 90.
    #[cfg_attr(feature = "openapi", schema(minimum = 5, maximum = 90, example = 10))]
    pub auto_unlock_minutes: u32,
    /// Whether failed attempts are forgotten after a quiet time.
    pub forgets: bool,
    /// After how many minutes without an attempt: 5 to 1440.
    #[cfg_attr(feature = "openapi", schema(minimum = 5, maximum = 1440, example = 30))]
    pub forgets_after_minutes: u32,
}

crate::only_as_object!(LockoutPolicy);

impl Default for LockoutPolicy {
    fn default() -> Self {
        Self {
            locks: true,
            failed_password_attempts: 6,
            failed_factor_attempts: 6,
            counts_together: false,
            auto_unlock: true,
            auto_unlock_minutes: 10,
            forgets: false,
            forgets_after_minutes: 30,
        }
    }
}

const fn minutes(count: u32) -> Duration {
    Duration::from_secs(count as u64 * 60)
}

impl LockoutPolicy {
    /// The rule as it holds for administrators: never weaker than the default. Who may change
    /// the organization's rule may be less than an owner, and must not open an owner's account
    /// to guesses by it.
    #[must_use]
    pub fn for_administrators(self) -> Self {
        let default = Self::default();
        Self {
            locks: true,
            failed_password_attempts: self
                .failed_password_attempts
                .min(default.failed_password_attempts),
            ..self
        }
    }

    /// How many wrong passwords in a row are judged; `None`: any number.
    pub fn limit(&self) -> Option<u32> {
        self.locks.then_some(self.failed_password_attempts)
    }

    /// How many wrong factors in a row are judged; `None`: any number.
    pub fn factor_limit(&self) -> Option<u32> {
        self.locks.then_some(if self.counts_together {
            self.failed_password_attempts
        } else {
            self.failed_factor_attempts
        })
    }

    /// When a lock that begins `now` ends by itself; `None`: never.
    pub fn unlocks_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.auto_unlock
            .then(|| now.plus(minutes(self.auto_unlock_minutes)))
    }

    /// The attempts before this moment are forgotten `now`, where any are.
    pub fn forgotten_before(&self, now: Timestamp) -> Option<Timestamp> {
        self.forgets
            .then(|| now.minus(minutes(self.forgets_after_minutes)))
    }

    /// The fields that hold a value out of range, each with what to do.
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

/// While an account is locked by failed attempts, a password is judged at most once in
/// this time: enough for its owner to be told why, useless for guessing on.
pub const JUDGED_WHILE_LOCKED_EVERY: Duration = Duration::from_secs(60);
