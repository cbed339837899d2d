//! The status of an account in one word: first what prevents signing in now, then what soon will.

use crate::state::UserState;
use crate::status::{Lock, PasswordStatus};
use crate::time::Timestamp;

/// The facts that determine an account's status, as the API returns them.
#[derive(Clone, Copy, Debug)]
pub struct AccountFacts {
    /// The state.
    pub state: UserState,
    /// The password status.
    pub password: PasswordStatus,
    /// The current lock.
    pub lock: Option<Lock>,
    /// Whether an administrator set the password, so that it must be replaced at the next sign-in.
    pub temporary: bool,
    /// When the link in the activation or invitation email expires.
    pub link_until: Option<Timestamp>,
}

/// The status of an account in one word. All except `Active` need attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountStatus {
    /// Can sign in.
    Active,
    /// Suspended by an administrator.
    Suspended,
    /// Not activated yet.
    Staged,
    /// Locked, until this time or until an administrator unlocks it.
    Locked(Option<Timestamp>),
    /// The password has expired.
    PasswordExpired,
    /// An administrator set the password, which must be replaced.
    TemporaryPassword,
    /// Has no password yet; the emailed link is valid.
    Invited,
    /// Has no password yet; no emailed link is valid.
    InvitationExpired,
}

impl AccountStatus {
    /// Derives the status from the facts.
    pub fn of(facts: AccountFacts) -> Self {
        match (facts.state, facts.password) {
            (UserState::Suspended, _) => Self::Suspended,
            (UserState::Staged, _) => Self::Staged,
            (UserState::Active, PasswordStatus::Locked) => {
                Self::Locked(facts.lock.and_then(|lock| lock.until))
            }
            (UserState::Active, PasswordStatus::Expired) => Self::PasswordExpired,
            (UserState::Active, PasswordStatus::Pending) => match facts.link_until {
                Some(_) => Self::Invited,
                None => Self::InvitationExpired,
            },
            (UserState::Active, PasswordStatus::Active) if facts.temporary => {
                Self::TemporaryPassword
            }
            (UserState::Active, PasswordStatus::Active) => Self::Active,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::LockReason;

    const LATER: Timestamp = Timestamp::from_unix_millis(3_000);

    #[test]
    fn the_first_obstacle_names_the_status() {
        let active = AccountFacts {
            state: UserState::Active,
            password: PasswordStatus::Active,
            lock: None,
            temporary: false,
            link_until: None,
        };
        let temporary = AccountFacts {
            temporary: true,
            ..active
        };
        let lock = Some(Lock {
            reason: LockReason::FailedPasswordAttempts,
            at: Timestamp::from_unix_millis(1_000),
            until: Some(LATER),
        });
        let locked = AccountFacts {
            password: PasswordStatus::Locked,
            lock,
            ..temporary
        };
        let pending = AccountFacts {
            password: PasswordStatus::Pending,
            ..active
        };
        let table = [
            (active, AccountStatus::Active),
            (temporary, AccountStatus::TemporaryPassword),
            (locked, AccountStatus::Locked(Some(LATER))),
            (
                AccountFacts {
                    password: PasswordStatus::Expired,
                    ..temporary
                },
                AccountStatus::PasswordExpired,
            ),
            (pending, AccountStatus::InvitationExpired),
            (
                AccountFacts {
                    link_until: Some(LATER),
                    ..pending
                },
                AccountStatus::Invited,
            ),
            (
                AccountFacts {
                    state: UserState::Staged,
                    ..pending
                },
                AccountStatus::Staged,
            ),
            (
                AccountFacts {
                    state: UserState::Suspended,
                    ..locked
                },
                AccountStatus::Suspended,
            ),
        ];
        for (facts, expected) in table {
            assert_eq!(AccountStatus::of(facts), expected, "{facts:?}");
        }
    }
}
