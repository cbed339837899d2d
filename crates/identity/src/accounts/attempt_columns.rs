use entity::account;
use rules::time::Timestamp;

/// The columns of an account from which its failed attempts are derived.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttemptColumns {
    /// Consecutive wrong passwords since the last lock.
    pub failed_password_attempts: i32,
    /// Consecutive wrong passwords across locks.
    pub wrong_passwords: i32,
    /// Consecutive wrong factors since the last lock.
    pub failed_factor_attempts: i32,
    /// Consecutive wrong factors across locks.
    pub wrong_factors: i32,
    /// When a password was last verified.
    pub last_attempt_at: Option<Timestamp>,
    /// The number of passwords that were verified during the lock.
    pub verified_while_locked: i32,
    /// When the lock began.
    pub locked_at: Option<Timestamp>,
    /// When the lock ends by itself.
    pub locked_until: Option<Timestamp>,
}

impl From<&account::Model> for AttemptColumns {
    fn from(account: &account::Model) -> Self {
        Self {
            failed_password_attempts: account.failed_password_attempts,
            wrong_passwords: account.wrong_passwords,
            failed_factor_attempts: account.failed_factor_attempts,
            wrong_factors: account.wrong_factors,
            last_attempt_at: account.last_attempt_at,
            verified_while_locked: account.verified_while_locked,
            locked_at: account.locked_at,
            locked_until: account.locked_until,
        }
    }
}
