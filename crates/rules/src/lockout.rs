//! When failed attempts lock an account, and for how long.

use std::time::Duration;

/// An organization's lockout rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockoutPolicy {
    /// Wrong passwords in a row before the account locks.
    pub failed_password_attempts: u32,
    /// After how long a lock from failed attempts ends by itself; `None`: never.
    pub auto_unlock_after: Option<Duration>,
}

impl Default for LockoutPolicy {
    fn default() -> Self {
        Self {
            failed_password_attempts: 6,
            auto_unlock_after: Some(Duration::from_secs(10 * 60)),
        }
    }
}

/// While an account is locked by failed attempts, a password is judged at most once in
/// this time: enough for its owner to be told why, useless for guessing on.
pub const JUDGED_WHILE_LOCKED_EVERY: Duration = Duration::from_secs(60);
