//! The facts of an account's row from which `rules` derives its statuses.

use entity::account;
use rules::mfa::MfaFacts;
use rules::status::{Lock, LockReason, PasswordFacts};
use rules::time::Timestamp;

/// The facts from which the password status is derived.
pub fn facts(account: &account::Model) -> PasswordFacts {
    PasswordFacts {
        set_at: account.password_set_at,
        expires_at: account.password_expires_at,
        lock: stored_lock(account.lock_reason, account.locked_at, account.locked_until),
        enroll_by: mfa_facts(account).enroll_by,
    }
}

/// The stored lock of an account with these columns.
pub(crate) fn stored_lock(
    reason: Option<LockReason>,
    at: Option<Timestamp>,
    until: Option<Timestamp>,
) -> Option<Lock> {
    at.map(|at| Lock {
        // Every lock has a reason. One without must still lock.
        reason: reason.unwrap_or(LockReason::Administrator),
        at,
        until,
    })
}

/// The facts from which the MFA status is derived.
pub(crate) fn mfa_facts(account: &account::Model) -> MfaFacts {
    MfaFacts {
        enrolled_at: account.mfa_enrolled_at,
        enroll_by: account.mfa_enroll_by,
    }
}
