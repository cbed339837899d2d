//! Facts derived from the columns of an account.

use contract::recovery_email::RecoveryEmail;
use contract::users::PasswordDetails;
use entity::account;
use rules::role::Role;
use rules::status::{Lock, LockReason};
use rules::time::Timestamp;

use crate::Error;
use crate::account_facts::facts;
use crate::actor::Party;

/// The lock in effect at `now`.
pub fn lock_at(account: &account::Model, now: Timestamp) -> Option<Lock> {
    facts(account).lock_at(now)
}

/// The status of the account's password at `now`, and the reasons for it.
pub(crate) fn password_details(account: &account::Model, now: Timestamp) -> PasswordDetails {
    let facts = facts(account);
    let lock = facts.lock_at(now);
    PasswordDetails {
        status: facts.status_at(now),
        set_at: facts.set_at,
        expires_at: facts.expires_at,
        expiry_reason: account.password_expiry_reason,
        never_expires: account.password_never_expires,
        temporary: account.password_temporary,
        lock,
        lock_note: account.lock_note.clone().filter(|_| lock.is_some()),
    }
}

/// The error for a locked account, after the password was correct. It contains what the administrator who
/// locked it has told the owner.
pub(crate) fn locked(account: &account::Model, lock: Lock) -> Error {
    match (lock.reason, &account.lock_note) {
        (LockReason::Administrator, Some(note)) => Error::LockedByAdministrator(lock, note.clone()),
        _ => Error::Locked(lock),
    }
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
