//! Whether an account may use something other than the portals now: a directory, a network, an
//! application that asks for a password.
//!
//! A suspended, locked or expired account may use nothing. The lock after wrong passwords counts, too,
//! although it does not end sessions: otherwise such a service would verify guesses without a limit.

use crate::state::UserState;
use crate::status::{PasswordFacts, PasswordStatus};
use crate::time::Timestamp;

crate::named_values! {
    /// Why a credential that is correct is refused.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum ResourceRefusal {
        /// The organization is suspended.
        OrganizationSuspended = "organization_suspended",
        /// The account is not active yet.
        Staged = "staged",
        /// The account is suspended.
        Suspended = "suspended",
        /// The account is locked.
        Locked = "locked",
        /// The account has no password yet.
        PasswordPending = "password_pending",
        /// The password of the account has expired.
        PasswordExpired = "password_expired",
        /// The application is disabled, or no longer open to the user.
        ApplicationClosed = "application_closed",
        /// The credential is for something else.
        OtherResource = "other_resource",
        /// The credential was revoked.
        Revoked = "revoked",
    }
}

impl ResourceRefusal {
    /// The reason, to show.
    pub const fn message(self) -> &'static str {
        match self {
            Self::OrganizationSuspended => "The organization is suspended",
            Self::Staged => "The account is not active yet",
            Self::Suspended => "The account is suspended",
            Self::Locked => "The account is locked",
            Self::PasswordPending => "The account has no password yet",
            Self::PasswordExpired => "The password of the account has expired",
            Self::ApplicationClosed => "The application is not open to the user",
            Self::OtherResource => "It is for another application or device",
            Self::Revoked => "It was revoked",
        }
    }
}

/// Whether the account may use a resource at `now`.
///
/// # Errors
/// Why not.
pub fn may_use(
    state: UserState,
    facts: &PasswordFacts,
    now: Timestamp,
) -> Result<(), ResourceRefusal> {
    match (state, facts.status_at(now)) {
        (UserState::Suspended, _) => Err(ResourceRefusal::Suspended),
        (UserState::Staged, _) => Err(ResourceRefusal::Staged),
        (UserState::Active, PasswordStatus::Locked) => Err(ResourceRefusal::Locked),
        (UserState::Active, PasswordStatus::Pending) => Err(ResourceRefusal::PasswordPending),
        (UserState::Active, PasswordStatus::Expired) => Err(ResourceRefusal::PasswordExpired),
        (UserState::Active, PasswordStatus::Active) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::{Lock, LockReason};

    const PAST: Timestamp = Timestamp::from_unix_millis(1_000);
    const NOW: Timestamp = Timestamp::from_unix_millis(2_000);

    #[test]
    fn only_an_active_account_with_a_valid_password_may() {
        let set = PasswordFacts {
            set_at: Some(PAST),
            ..PasswordFacts::default()
        };
        let expired = PasswordFacts {
            expires_at: Some(NOW),
            ..set
        };
        assert_eq!(may_use(UserState::Active, &set, NOW), Ok(()));
        for (state, facts, refusal) in [
            (UserState::Suspended, set, ResourceRefusal::Suspended),
            (UserState::Staged, set, ResourceRefusal::Staged),
            (UserState::Suspended, expired, ResourceRefusal::Suspended),
            (UserState::Active, expired, ResourceRefusal::PasswordExpired),
            (
                UserState::Active,
                PasswordFacts::default(),
                ResourceRefusal::PasswordPending,
            ),
        ] {
            assert_eq!(may_use(state, &facts, NOW), Err(refusal), "{facts:?}");
        }
    }

    #[test]
    fn every_lock_refuses() {
        for reason in LockReason::ALL {
            let locked = PasswordFacts {
                set_at: Some(PAST),
                lock: Some(Lock {
                    reason,
                    at: PAST,
                    until: None,
                }),
                ..PasswordFacts::default()
            };
            let refused = may_use(UserState::Active, &locked, NOW);
            assert_eq!(refused, Err(ResourceRefusal::Locked), "{reason:?}");
        }
    }
}
