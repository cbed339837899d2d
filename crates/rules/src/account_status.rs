//! The one word that says whether an account can be used: what keeps it from signing in first,
//! then what is about to.

use crate::state::UserState;
use crate::status::{Lock, PasswordStatus};
use crate::time::Timestamp;

/// What an account's status follows from, as the server reports it.
#[derive(Clone, Copy, Debug)]
pub struct AccountFacts {
    /// The state.
    pub state: UserState,
    /// The password status.
    pub password: PasswordStatus,
    /// The lock that holds now.
    pub lock: Option<Lock>,
    /// Whether an administrator set the password, to be replaced at the next sign-in.
    pub temporary: bool,
    /// Until when the link in the activation or invitation email works.
    pub link_until: Option<Timestamp>,
}

/// The status of an account in one word. Everything but `Active` needs attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountStatus {
    /// Can sign in.
    Active,
    /// Suspended by an administrator.
    Suspended,
    /// Waits for its first day.
    Staged,
    /// Locked, until a moment or until an administrator unlocks it.
    Locked(Option<Timestamp>),
    /// The password has expired.
    PasswordExpired,
    /// The password was set by an administrator and must be replaced.
    TemporaryPassword,
    /// No password yet; the emailed link works.
    Invited,
    /// No password yet, and no emailed link that works.
    InvitationExpired,
}

impl AccountStatus {
    /// The status that these facts amount to.
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
