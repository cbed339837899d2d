//! What follows from the columns of an account.

use contract::recovery_email::RecoveryEmail;
use entity::account;
use rules::role::Role;
use rules::status::{Lock, LockReason, PasswordFacts};
use rules::time::Timestamp;

use super::mfa_facts;
use crate::Error;
use crate::actor::Party;

/// The facts that the password status follows from.
pub fn facts(account: &account::Model) -> PasswordFacts {
    let lock = account.locked_at.map(|at| Lock {
        // Every lock is written with its reason; one without would still lock.
        reason: account.lock_reason.unwrap_or(LockReason::Administrator),
        at,
        until: account.locked_until,
    });
    PasswordFacts {
        set_at: account.password_set_at,
        expires_at: account.password_expires_at,
        lock,
        enroll_by: mfa_facts(account).enroll_by,
    }
}

/// The lock that holds at `now`.
pub fn lock_at(account: &account::Model, now: Timestamp) -> Option<Lock> {
    facts(account).lock_at(now)
}

/// The account, as events name it.
pub fn party(account: &account::Model) -> Party {
    Party {
        kind: account.kind.into(),
        id: Some(account.id),
        name: account.name.clone(),
        email: Some(account.email.clone()),
    }
}

/// An administrator's role.
///
/// # Errors
/// When the account is not an administrator's.
pub fn role(account: &account::Model) -> Result<Role, Error> {
    account
        .role
        .ok_or_else(|| Error::internal("an administrator has no role"))
}

/// The recovery email of an account, if it has one.
pub(crate) fn recovery_email(account: &account::Model) -> Option<RecoveryEmail> {
    Some(RecoveryEmail {
        email: account.recovery_email.clone()?,
        entered_at: account.recovery_email_entered_at?,
        verified_at: account.recovery_email_verified_at,
    })
}
