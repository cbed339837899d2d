//! Reads the plain columns of an account into the types of the rules.

use entity::account;
use rules::role::Role;
use rules::state::UserState;
use rules::status::{ExpiryReason, Lock, LockReason, PasswordFacts};
use rules::time::Timestamp;

use crate::actor::Party;
use crate::addresses::Portal;
use crate::factors::mfa_facts;

/// The facts that the password status follows from.
pub fn facts(account: &account::Model) -> PasswordFacts {
    let lock = account.locked_at.map(|at| Lock {
        // A reason that this version does not know still locks.
        reason: account
            .lock_reason
            .as_deref()
            .and_then(LockReason::parse)
            .unwrap_or(LockReason::Administrator),
        at: Timestamp::from_unix_millis(at),
        until: account.locked_until.map(Timestamp::from_unix_millis),
    });
    PasswordFacts {
        set_at: account.password_set_at.map(Timestamp::from_unix_millis),
        expires_at: account.password_expires_at.map(Timestamp::from_unix_millis),
        lock,
        enrol_by: mfa_facts(account).enrol_by,
    }
}

/// Why the password expires or expired, where it does.
pub fn expiry_reason(account: &account::Model) -> Option<ExpiryReason> {
    account
        .password_expiry_reason
        .as_deref()
        .and_then(ExpiryReason::parse)
}

/// The lock that holds at `now`.
pub fn lock_at(account: &account::Model, now: Timestamp) -> Option<Lock> {
    facts(account).lock_at(now)
}

/// The user state. One that this version does not know opens nothing.
pub fn state(account: &account::Model) -> UserState {
    UserState::parse(&account.state).unwrap_or(UserState::Suspended)
}

/// An administrator's role. One that this version does not know allows the least.
pub fn role(account: &account::Model) -> Role {
    account
        .role
        .as_deref()
        .and_then(Role::parse)
        .unwrap_or(Role::ReadOnly)
}

/// The portal that the account signs in to.
pub fn portal_of(account: &account::Model) -> Portal {
    if account.kind == Portal::Admin.account_kind() {
        Portal::Admin
    } else {
        Portal::User
    }
}

/// The account, as events name it.
pub fn party(account: &account::Model) -> Party {
    Party {
        kind: portal_of(account).account_kind(),
        id: Some(account.id),
        name: account.name.clone(),
    }
}
