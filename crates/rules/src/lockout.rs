//! When failed attempts lock an account, and for how long.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// An organization's lockout policy. Values are kept while their switch is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LockoutPolicy {
    /// Whether failed attempts lock an account. Administrators' accounts are always locked.
    pub locks: bool,
    /// The number of consecutive wrong passwords that locks an account: 3 to 20; for administrators
    /// at most 6.
    #[cfg_attr(feature = "openapi", schema(minimum = 3, maximum = 20, example = 6))]
    pub failed_password_attempts: u32,
    /// The number of consecutive wrong factors that locks an account: 3 to 20; for administrators
    /// always 5.
    #[cfg_attr(feature = "openapi", schema(minimum = 3, maximum = 20, example = 6))]
    pub failed_factor_attempts: u32,
    /// Whether wrong passwords and wrong factors are counted together. The limit is that of wrong
    /// passwords.
    pub counts_together: bool,
    /// Whether such a lock ends automatically, or an administrator has to end it.
    pub auto_unlock: bool,
    /// Minutes until such a lock ends by itself: 5 to 90.
    #[cfg_attr(feature = "openapi", schema(minimum = 5, maximum = 90, example = 10))]
    pub auto_unlock_minutes: u32,
    /// Whether failed attempts are forgotten after a period without attempts.
    pub forgets: bool,
    /// The length of this period in minutes: 5 to 1440.
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
    /// The policy for administrators, which is never weaker than the default. A person with a lower
    /// role than owner may be able to change the organization's policy, and must not be able to
    /// expose an owner's account to guessing.
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

    /// When a lock that begins at `now` ends by itself; `None` if it does not.
    pub fn unlocks_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.auto_unlock
            .then(|| now.plus(minutes(self.auto_unlock_minutes)))
    }

    /// When failed attempts are forgotten if the last one was at `last_at`; `None` if they are not.
    pub fn forgotten_at(&self, last_at: Timestamp) -> Option<Timestamp> {
        self.forgets
            .then(|| last_at.plus(minutes(self.forgets_after_minutes)))
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

/// While failed attempts lock an account, one password is verified per this period. That is enough
/// to tell the owner why they are locked out, and too little for guessing.
pub const VERIFIED_WHILE_LOCKED_EVERY: Duration = Duration::from_secs(60);
