//! Whether an account may use something other than the portals now: a directory, a network, an
//! application that asks for a password.
//!
//! A suspended, locked or expired account may use nothing. The lock after wrong passwords counts, too,
//! although it does not end sessions: otherwise such a service would verify guesses without a limit. The
//! policy of a resource can maintain the access of locked and expired accounts, but not of those that an
//! administrator has locked or suspended.

mod explain;
mod remedy;

pub use explain::{ResourceCredential, ResourceObstacle, ResourceObstacleKind};
pub use remedy::ResourceRemedy;

use crate::access::lock_under;
use crate::state::UserState;
use crate::status::{Lock, PasswordFacts};
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
        /// The password is temporary. Its user has to replace it first.
        TemporaryPassword = "temporary_password",
        /// The password alone is not enough: MFA is required, or an application password.
        FactorRequired = "factor_required",
        /// No group that has access contains the user.
        NotInGroup = "not_in_group",
        /// The application is disabled, or no longer available to the user.
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
            Self::TemporaryPassword => "The password is temporary and must be replaced",
            Self::FactorRequired => "MFA is required: use an application password",
            Self::NotInGroup => "The user is not in a group that has access",
            Self::ApplicationClosed => "The user has no access to this application",
            Self::OtherResource => "It is for another application or device",
            Self::Revoked => "It was revoked",
        }
    }
}

crate::named_values! {
    /// What happens to the access to a resource. Accounts that an administrator has locked or suspended
    /// never have access.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum AfterLoss {
        /// It remains.
        Maintain = "maintain",
        /// It ends at once, and returns with the account.
        Remove = "remove",
    }
}

impl AfterLoss {
    /// The one under which the access remains, or the other one.
    pub const fn of(maintains: bool) -> Self {
        if maintains {
            Self::Maintain
        } else {
            Self::Remove
        }
    }

    /// Whether the access remains.
    pub const fn maintains(self) -> bool {
        matches!(self, Self::Maintain)
    }
}

/// What a lock and an expired password mean for the access to a resource. An account that an administrator
/// has suspended or locked never has access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourcePolicy {
    /// While the account is locked, but not by an administrator.
    pub on_lock: AfterLoss,
    /// When the password has expired.
    pub on_password_expiry: AfterLoss,
}

impl Default for ResourcePolicy {
    fn default() -> Self {
        Self {
            on_lock: AfterLoss::Remove,
            on_password_expiry: AfterLoss::Remove,
        }
    }
}

/// Whether the account may use a resource at `now`, if the resource has no policy of its own.
///
/// # Errors
/// Why not.
pub fn may_use(
    state: UserState,
    facts: &PasswordFacts,
    now: Timestamp,
) -> Result<(), ResourceRefusal> {
    may_use_under(ResourcePolicy::default(), state, facts, now)
}

/// Whether the account may use a resource with this policy at `now`.
///
/// # Errors
/// Why not.
pub fn may_use_under(
    policy: ResourcePolicy,
    state: UserState,
    facts: &PasswordFacts,
    now: Timestamp,
) -> Result<(), ResourceRefusal> {
    match state {
        UserState::Suspended => return Err(ResourceRefusal::Suspended),
        UserState::Staged => return Err(ResourceRefusal::Staged),
        UserState::Active => {}
    }
    let ends = |lock: Lock| lock.reason.always_removes() || !policy.on_lock.maintains();
    if facts.lock_at(now).is_some_and(ends) {
        return Err(ResourceRefusal::Locked);
    }
    if facts.set_at.is_none() {
        return Err(ResourceRefusal::PasswordPending);
    }
    if facts.expired_at(now) && !policy.on_password_expiry.maintains() {
        return Err(ResourceRefusal::PasswordExpired);
    }
    Ok(())
}

/// As [`may_use_under`], with a credential for one application. The application decides about locks, as the
/// gate does: it can maintain the access only during a lock after wrong passwords.
///
/// # Errors
/// Why not.
pub fn may_use_for_application(
    on_lock: AfterLoss,
    policy: ResourcePolicy,
    state: UserState,
    facts: &PasswordFacts,
    now: Timestamp,
) -> Result<(), ResourceRefusal> {
    let counted = PasswordFacts {
        lock: lock_under(on_lock, facts, now),
        ..*facts
    };
    let policy = ResourcePolicy {
        on_lock: AfterLoss::Remove,
        ..policy
    };
    may_use_under(policy, state, &counted, now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::LockReason;

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
    fn a_policy_can_maintain_access_but_never_that_of_a_suspended_account() {
        let facts = PasswordFacts {
            set_at: Some(PAST),
            expires_at: Some(PAST),
            lock: Some(Lock {
                reason: LockReason::FailedPasswordAttempts,
                at: PAST,
                until: None,
            }),
            ..PasswordFacts::default()
        };
        let unlocked = PasswordFacts {
            lock: None,
            ..facts
        };
        let policy = |on_lock, on_password_expiry| ResourcePolicy {
            on_lock,
            on_password_expiry,
        };
        let (maintain, remove) = (AfterLoss::Maintain, AfterLoss::Remove);
        for (policy, locked, expired) in [
            (
                policy(remove, remove),
                Err(ResourceRefusal::Locked),
                Err(ResourceRefusal::PasswordExpired),
            ),
            (
                policy(maintain, remove),
                Err(ResourceRefusal::PasswordExpired),
                Err(ResourceRefusal::PasswordExpired),
            ),
            (
                policy(remove, maintain),
                Err(ResourceRefusal::Locked),
                Ok(()),
            ),
            (policy(maintain, maintain), Ok(()), Ok(())),
        ] {
            let under = |state, facts| may_use_under(policy, state, facts, NOW);
            assert_eq!(under(UserState::Active, &facts), locked, "{policy:?}");
            assert_eq!(under(UserState::Active, &unlocked), expired, "{policy:?}");
            let suspended = under(UserState::Suspended, &unlocked);
            assert_eq!(suspended, Err(ResourceRefusal::Suspended));
            let pending = under(UserState::Active, &PasswordFacts::default());
            assert_eq!(pending, Err(ResourceRefusal::PasswordPending));
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

    #[test]
    fn an_application_maintains_access_only_after_wrong_passwords() {
        let facts = |reason| PasswordFacts {
            set_at: Some(PAST),
            lock: Some(Lock {
                reason,
                at: PAST,
                until: None,
            }),
            ..PasswordFacts::default()
        };
        let may = |on_lock, service, reason| {
            let policy = ResourcePolicy {
                on_lock: service,
                on_password_expiry: AfterLoss::Remove,
            };
            may_use_for_application(on_lock, policy, UserState::Active, &facts(reason), NOW)
        };
        for reason in LockReason::ALL {
            // What the service says about locks does not matter.
            for service in AfterLoss::ALL {
                let maintained = if reason.refuses_strangers_only() {
                    Ok(())
                } else {
                    Err(ResourceRefusal::Locked)
                };
                assert_eq!(may(AfterLoss::Maintain, service, reason), maintained);
                let removed = may(AfterLoss::Remove, service, reason);
                assert_eq!(removed, Err(ResourceRefusal::Locked), "{reason:?}");
            }
        }
    }

    #[test]
    fn no_policy_maintains_the_access_of_whom_an_administrator_has_locked() {
        let policy = ResourcePolicy {
            on_lock: AfterLoss::Maintain,
            on_password_expiry: AfterLoss::Maintain,
        };
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
            let expected = match reason {
                LockReason::Administrator => Err(ResourceRefusal::Locked),
                LockReason::FailedPasswordAttempts
                | LockReason::FailedFactorAttempts
                | LockReason::MfaEnrollmentPeriod => Ok(()),
            };
            let may = may_use_under(policy, UserState::Active, &locked, NOW);
            assert_eq!(may, expected, "{reason:?}");
        }
        let overdue = PasswordFacts {
            set_at: Some(PAST),
            enroll_by: Some(PAST),
            ..PasswordFacts::default()
        };
        let may = may_use_under(policy, UserState::Active, &overdue, NOW);
        assert_eq!(may, Ok(()));
    }
}
