//! Password status, which is derived from stored facts and never stored itself.

use crate::role::Permission;
use crate::time::Timestamp;

crate::named_values! {
    /// Why an account is locked.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum LockReason {
        /// Too many wrong passwords in a row. This lock only refuses passwords, and only from browsers
        /// that have not signed in to the account before.
        FailedPasswordAttempts = "failed_password_attempts",
        /// Too many wrong factors in a row.
        FailedFactorAttempts = "failed_factor_attempts",
        /// No factor was enrolled during the MFA enrollment period.
        MfaEnrollmentPeriod = "mfa_enrollment_period",
        /// An administrator locked it.
        Administrator = "administrator",
    }
}

impl LockReason {
    /// Whether the lock only refuses passwords, and only from browsers that have not signed in to
    /// the account before. Anyone who knows an address can cause such a lock, so it must not shut
    /// the owner out: sessions, passkeys and known browsers still work.
    pub const fn refuses_strangers_only(self) -> bool {
        matches!(self, Self::FailedPasswordAttempts)
    }

    /// Whether the lock ends the access to everything, whatever the policy of a resource says. An
    /// administrator locks an account to shut somebody out at once.
    pub const fn always_removes(self) -> bool {
        matches!(self, Self::Administrator)
    }

    /// The permission that ending the lock requires: for one by an administrator, that of setting it.
    /// Otherwise somebody could talk the help desk into ending it.
    pub const fn permission_to_end(self) -> Permission {
        match self {
            Self::Administrator => Permission::UsersWrite,
            Self::FailedPasswordAttempts
            | Self::FailedFactorAttempts
            | Self::MfaEnrollmentPeriod => Permission::UsersAssist,
        }
    }
}

crate::named_values! {
    /// Why a password expires.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum ExpiryReason {
        /// It has reached the organization's maximum age.
        Age = "age",
        /// The organization introduced stricter requirements after the password was set.
        Policy = "policy",
        /// An administrator expired it.
        Administrator = "administrator",
        /// It is temporary.
        Temporary = "temporary",
    }
}

/// A lock in effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Lock {
    /// The reason.
    pub reason: LockReason,
    /// When it began.
    pub at: Timestamp,
    /// When it ends automatically; absent when only an administrator can end it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Timestamp>,
}

crate::named_values! {
    /// The status of a password. An expired password of a locked account is `locked`.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum PasswordStatus {
        /// Not set yet.
        Pending = "pending",
        /// Set, not expired, and the account is not locked.
        Active = "active",
        /// Expired: it can only be used to set a new one.
        Expired = "expired",
        /// The account is locked.
        Locked = "locked",
    }
}

/// The stored facts from which the password status is derived.
#[derive(Clone, Copy, Debug, Default)]
pub struct PasswordFacts {
    /// When the current password was set; `None` if it never was.
    pub set_at: Option<Timestamp>,
    /// When it expires or expired.
    pub expires_at: Option<Timestamp>,
    /// The stored lock, which may have ended.
    pub lock: Option<Lock>,
    /// When the MFA enrollment period ends or ended. After that, the account is locked until an
    /// administrator extends it.
    pub enroll_by: Option<Timestamp>,
}

impl PasswordFacts {
    /// The lock in effect at `now`, if any. The stored lock takes precedence over that of the
    /// enrollment period.
    pub fn lock_at(&self, now: Timestamp) -> Option<Lock> {
        self.stored_lock_at(now).or_else(|| self.overdue_at(now))
    }

    /// The lock in effect at `now` that refuses everybody, if any.
    pub fn full_lock_at(&self, now: Timestamp) -> Option<Lock> {
        self.stored_lock_at(now)
            .filter(|lock| !lock.reason.refuses_strangers_only())
            .or_else(|| self.overdue_at(now))
    }

    fn stored_lock_at(&self, now: Timestamp) -> Option<Lock> {
        self.lock
            .filter(|lock| lock.until.is_none_or(|until| now < until))
    }

    fn overdue_at(&self, now: Timestamp) -> Option<Lock> {
        self.enroll_by.filter(|by| *by <= now).map(|by| Lock {
            reason: LockReason::MfaEnrollmentPeriod,
            at: by,
            until: None,
        })
    }

    /// Whether the password has expired at `now`. It has, from the exact time of expiry on.
    pub fn expired_at(&self, now: Timestamp) -> bool {
        self.set_at.is_some() && self.expires_at.is_some_and(|expires| expires <= now)
    }

    /// The status at `now`.
    pub fn status_at(&self, now: Timestamp) -> PasswordStatus {
        if self.lock_at(now).is_some() {
            PasswordStatus::Locked
        } else if self.set_at.is_none() {
            PasswordStatus::Pending
        } else if self.expired_at(now) {
            PasswordStatus::Expired
        } else {
            PasswordStatus::Active
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAST: Timestamp = Timestamp::from_unix_millis(1_000);
    const NOW: Timestamp = Timestamp::from_unix_millis(2_000);
    const FUTURE: Timestamp = Timestamp::from_unix_millis(3_000);

    fn lock(until: Option<Timestamp>) -> Option<Lock> {
        Some(Lock {
            reason: LockReason::FailedPasswordAttempts,
            at: PAST,
            until,
        })
    }

    #[test]
    fn every_combination_of_facts_has_its_status() {
        use PasswordStatus::{Active, Expired, Locked, Pending};
        let table = [
            (None, None, None, Pending),
            (None, None, lock(None), Locked),
            (None, Some(PAST), None, Pending),
            (Some(PAST), None, None, Active),
            (Some(PAST), Some(FUTURE), None, Active),
            (Some(PAST), Some(NOW), None, Expired),
            (Some(PAST), Some(PAST), None, Expired),
            (Some(PAST), Some(PAST), lock(None), Locked),
            (Some(PAST), Some(PAST), lock(Some(FUTURE)), Locked),
            (Some(PAST), Some(PAST), lock(Some(NOW)), Expired),
            (Some(PAST), None, lock(Some(PAST)), Active),
            (Some(PAST), None, lock(Some(FUTURE)), Locked),
        ];
        for (set_at, expires_at, lock, expected) in table {
            for (enroll_by, overdue) in [(None, false), (Some(FUTURE), false), (Some(NOW), true)] {
                let facts = PasswordFacts {
                    set_at,
                    expires_at,
                    lock,
                    enroll_by,
                };
                let expected = if overdue { Locked } else { expected };
                assert_eq!(facts.status_at(NOW), expected, "{facts:?}");
            }
        }
    }

    #[test]
    fn a_lock_after_wrong_passwords_refuses_strangers_only() {
        for reason in LockReason::ALL {
            let facts = PasswordFacts {
                lock: lock(None).map(|lock| Lock { reason, ..lock }),
                ..PasswordFacts::default()
            };
            let refuses_all = reason != LockReason::FailedPasswordAttempts;
            assert_eq!(facts.full_lock_at(NOW).is_some(), refuses_all, "{reason:?}");
            assert!(facts.lock_at(NOW).is_some());
            // It must not hide the end of the enrollment period.
            let overdue = PasswordFacts {
                enroll_by: Some(PAST),
                ..facts
            };
            assert!(overdue.full_lock_at(NOW).is_some(), "{reason:?}");
        }
    }
}
