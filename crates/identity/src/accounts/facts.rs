//! Facts derived from the columns of an account.

use contract::recovery_email::RecoveryEmail;
use entity::account;
use rules::role::Role;
use rules::status::{Lock, LockReason, PasswordFacts};
use rules::time::Timestamp;

use super::mfa_facts;
use crate::Error;
use crate::actor::Party;

/// The facts from which the password status is derived.
pub fn facts(account: &account::Model) -> PasswordFacts {
    let lock = account.locked_at.map(|at| Lock {
        // Every lock has a reason. One without must still lock.
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

/// The lock in effect at `now`.
pub fn lock_at(account: &account::Model, now: Timestamp) -> Option<Lock> {
    facts(account).lock_at(now)
}

/// The account as the actor or target of an event.
pub fn party(account: &account::Model) -> Party {
    Party {
        kind: account.kind.into(),
        id: Some(account.id),
        name: account.name.clone(),
        email: Some(account.email.clone()),
    }
}

/// The role of an administrator.
///
/// # Errors
/// If the account does not belong to an administrator.
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
