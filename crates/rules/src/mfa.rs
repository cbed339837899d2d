//! MFA: who needs a factor, by when they must enroll one, and their status.

mod enrollment;
mod reset;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use self::enrollment::Enrolling;
use crate::time::Timestamp;

crate::named_values! {
    /// The kinds of factors, in the order in which they are offered.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "totp"))]
    pub enum FactorKind {
        /// A passkey (WebAuthn), with user verification.
        Passkey = "passkey",
        /// A code from an authenticator app (RFC 6238).
        Totp = "totp",
        /// One of ten single-use codes, for an owner who has lost their factor.
        RecoveryCode = "recovery_code",
    }
}

crate::named_values! {
    /// Whether an account needs MFA.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum MfaRequirement {
        /// MFA is not offered, and enrolled factors are not required.
        Off = "off",
        /// A factor is required if one is enrolled.
        Optional = "optional",
        /// A factor must be enrolled within the enrollment period.
        Required = "required",
    }
}

/// An organization's MFA policy. Values are kept while their setting is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MfaPolicy {
    /// The requirement for users, unless their account overrides it.
    pub users: MfaRequirement,
    /// The requirement for administrators: `optional` or `required`.
    pub administrators: MfaRequirement,
    /// Days to set up MFA once it is required of an account: 1 to 365.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 365, example = 7))]
    pub enrollment_days: u32,
    /// Whether a user who must set up MFA and has not done so can reset the password by email.
    /// If not, an administrator has to help.
    pub unenrolled_may_reset: bool,
    /// Whether sessions that began with a passkey alone have a shorter maximum lifetime.
    pub passkey_reverify: bool,
    /// This lifetime in hours: 1 to 720.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 720, example = 12))]
    pub passkey_reverify_hours: u32,
}

crate::only_as_object!(MfaPolicy);

impl Default for MfaPolicy {
    fn default() -> Self {
        Self {
            users: MfaRequirement::Optional,
            administrators: MfaRequirement::Optional,
            enrollment_days: 7,
            unenrolled_may_reset: false,
            passkey_reverify: false,
            passkey_reverify_hours: 12,
        }
    }
}

/// This number of days.
pub const fn days(count: u32) -> Duration {
    Duration::from_secs(count as u64 * 24 * 60 * 60)
}

impl MfaPolicy {
    /// When an enrollment period that begins at `now` ends.
    pub fn enroll_by(&self, now: Timestamp) -> Timestamp {
        now.plus(days(self.enrollment_days))
    }

    /// The maximum lifetime of a session that began with a passkey alone; `None` if it is the
    /// regular one.
    pub fn passkey_session(&self) -> Option<Duration> {
        self.passkey_reverify
            .then(|| Duration::from_secs(u64::from(self.passkey_reverify_hours) * 60 * 60))
    }

    /// Whether administrators' accounts are treated differently than under `before`. The enrollment
    /// period and the lifetime of passkey sessions apply to them too: a shorter period can lock an
    /// owner's account, and a longer lifetime exposes it.
    pub fn changes_administrators(&self, before: &Self) -> bool {
        // Without `..`, so that the compiler asks for a new field.
        let Self {
            administrators,
            enrollment_days,
            // In `passkey_session`.
            passkey_reverify: _,
            passkey_reverify_hours: _,
            // Apply to users only.
            users: _,
            unenrolled_may_reset: _,
        } = *self;
        administrators != before.administrators
            || enrollment_days != before.enrollment_days
            || self.passkey_session() != before.passkey_session()
    }

    /// Whether less is required than under `before`, or later.
    pub fn is_weaker_than(&self, before: &Self) -> bool {
        // Without `..`, so that the compiler asks for a new field.
        let Self {
            users,
            administrators,
            enrollment_days,
            unenrolled_may_reset,
            // In `session`.
            passkey_reverify: _,
            passkey_reverify_hours: _,
        } = *self;
        let session = |it: &Self| it.passkey_session().unwrap_or(Duration::MAX);
        users < before.users
            || administrators < before.administrators
            || enrollment_days > before.enrollment_days
            || unenrolled_may_reset && !before.unenrolled_may_reset
            || session(self) > session(before)
    }

    /// The fields that are out of range, each with how to correct it.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if self.administrators == MfaRequirement::Off {
            faults.push(("administrators", "Choose optional or required"));
        }
        if !ENROLLMENT_DAYS.contains(&self.enrollment_days) {
            faults.push(("enrollmentDays", "Choose 1 to 365 days"));
        }
        if !(1..=720).contains(&self.passkey_reverify_hours) {
            faults.push(("passkeyReverifyHours", "Choose 1 to 720 hours"));
        }
        faults
    }
}

/// The possible lengths of an enrollment period, in days.
pub const ENROLLMENT_DAYS: std::ops::RangeInclusive<u32> = 1..=365;

crate::named_values! {
    /// The MFA status of an account, derived from stored facts.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum MfaStatus {
        /// Has a factor.
        Enrolled = "enrolled",
        /// Must enroll a factor, and still has time.
        EnrollmentPeriod = "enrollment_period",
        /// Did not enroll a factor in time, so the account is locked.
        EnrollmentOverdue = "enrollment_overdue",
        /// Has no factor, and either need not enroll one or the enrollment period has not begun.
        NotEnrolled = "not_enrolled",
    }
}

/// The stored facts from which the status is derived.
#[derive(Clone, Copy, Debug, Default)]
pub struct MfaFacts {
    /// When the first factor was enrolled; `None` without a factor.
    pub enrolled_at: Option<Timestamp>,
    /// When the enrollment period ends or ended; `None` if there is none.
    pub enroll_by: Option<Timestamp>,
}

impl MfaFacts {
    /// The status at `now`.
    pub fn status_at(&self, now: Timestamp) -> MfaStatus {
        match (self.enrolled_at, self.enroll_by) {
            (Some(_), _) => MfaStatus::Enrolled,
            (None, Some(by)) if by <= now => MfaStatus::EnrollmentOverdue,
            (None, Some(_)) => MfaStatus::EnrollmentPeriod,
            (None, None) => MfaStatus::NotEnrolled,
        }
    }
}

/// The number of recovery codes of an account.
pub const RECOVERY_CODES: usize = 10;
/// At this number of recovery codes left, the owner is warned.
pub const FEW_RECOVERY_CODES: u64 = 3;
/// How long before the end of the enrollment period a reminder is emailed.
pub const ENROLLMENT_REMINDER: Duration = days(1);
/// The maximum number of authenticator apps of an account, and also of passkeys.
pub const MOST_FACTORS: u64 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    /// What changes one field of a policy.
    type Change = fn(&mut MfaPolicy);

    /// A policy that can become both weaker and stricter.
    fn policy() -> MfaPolicy {
        MfaPolicy {
            passkey_reverify: true,
            ..MfaPolicy::default()
        }
    }

    fn changed(change: Change) -> MfaPolicy {
        let mut policy = policy();
        change(&mut policy);
        policy
    }

    #[test]
    fn the_end_of_the_enrollment_period_is_past_it() {
        let now = Timestamp::from_unix_millis(2_000);
        let before = Timestamp::from_unix_millis(1_000);
        let after = Timestamp::from_unix_millis(3_000);
        let table = [
            (None, None, MfaStatus::NotEnrolled),
            (None, Some(after), MfaStatus::EnrollmentPeriod),
            (None, Some(now), MfaStatus::EnrollmentOverdue),
            (None, Some(before), MfaStatus::EnrollmentOverdue),
            (Some(before), None, MfaStatus::Enrolled),
            (Some(before), Some(before), MfaStatus::Enrolled),
        ];
        for (enrolled_at, enroll_by, expected) in table {
            let facts = MfaFacts {
                enrolled_at,
                enroll_by,
            };
            assert_eq!(facts.status_at(now), expected, "{facts:?}");
        }
    }

    #[test]
    fn every_name_reads_back() {
        for kind in FactorKind::ALL {
            assert_eq!(FactorKind::parse(kind.as_str()), Some(kind));
        }
        for status in MfaStatus::ALL {
            assert_eq!(MfaStatus::parse(status.as_str()), Some(status));
        }
        assert_eq!(MfaPolicy::default().faults(), []);
    }

    #[test]
    fn an_enrollment_period_has_whole_days() {
        let now = Timestamp::from_unix_millis(1_000);
        let by = |enrollment_days| {
            let policy = MfaPolicy {
                enrollment_days,
                ..policy()
            };
            now.until(policy.enroll_by(now)).as_secs()
        };
        assert_eq!([1, 7].map(by), [86_400, 604_800]);
    }

    #[test]
    fn a_session_of_a_passkey_alone_is_shorter_only_if_it_is_switched_on() {
        let session = |passkey_reverify| {
            MfaPolicy {
                passkey_reverify,
                passkey_reverify_hours: 8,
                ..policy()
            }
            .passkey_session()
        };
        assert_eq!(session(true), Some(Duration::from_secs(28_800)));
        assert_eq!(session(false), None);
    }

    #[test]
    fn what_concerns_administrators_is_more_than_their_requirement() {
        let table: [(&str, Change, bool); 8] = [
            ("nothing", |_| {}, false),
            ("users", |it| it.users = MfaRequirement::Required, false),
            ("reset", |it| it.unenrolled_may_reset = true, false),
            (
                "requirement",
                |it| it.administrators = MfaRequirement::Required,
                true,
            ),
            ("longer period", |it| it.enrollment_days = 8, true),
            ("shorter period", |it| it.enrollment_days = 6, true),
            (
                "no shorter sessions",
                |it| it.passkey_reverify = false,
                true,
            ),
            ("hours", |it| it.passkey_reverify_hours = 13, true),
        ];
        for (name, change, expected) in table {
            assert_eq!(
                changed(change).changes_administrators(&policy()),
                expected,
                "{name}"
            );
        }
        // Hours that are not used change nothing.
        let unused = |passkey_reverify_hours| MfaPolicy {
            passkey_reverify_hours,
            ..MfaPolicy::default()
        };
        assert!(!unused(13).changes_administrators(&unused(12)));
    }

    #[test]
    fn a_policy_is_weaker_if_anything_is_required_less_or_later() {
        let weaker: [(&str, Change); 6] = [
            ("users", |it| it.users = MfaRequirement::Off),
            ("administrators", |it| {
                it.administrators = MfaRequirement::Off
            }),
            ("a longer period", |it| it.enrollment_days = 8),
            ("a reset without MFA", |it| it.unenrolled_may_reset = true),
            ("longer sessions", |it| it.passkey_reverify_hours = 13),
            ("no shorter sessions", |it| it.passkey_reverify = false),
        ];
        for (name, change) in weaker {
            let weak = changed(change);
            assert!(weak.is_weaker_than(&policy()), "{name}");
            assert!(!policy().is_weaker_than(&weak), "{name}, in reverse");
            assert!(!weak.is_weaker_than(&weak), "{name}, unchanged");
        }
        // What is stricter elsewhere does not make up for it.
        let mixed = changed(|it| {
            it.users = MfaRequirement::Required;
            it.enrollment_days = 8;
        });
        assert!(mixed.is_weaker_than(&policy()));
    }

    #[test]
    fn administrators_may_always_use_mfa_and_periods_have_limits() {
        let table: [(Change, &[&str]); 9] = [
            (|it| it.users = MfaRequirement::Off, &[]),
            (
                |it| it.administrators = MfaRequirement::Off,
                &["administrators"],
            ),
            (|it| it.administrators = MfaRequirement::Required, &[]),
            (|it| it.enrollment_days = 0, &["enrollmentDays"]),
            (|it| it.enrollment_days = 365, &[]),
            (|it| it.enrollment_days = 366, &["enrollmentDays"]),
            (
                |it| it.passkey_reverify_hours = 0,
                &["passkeyReverifyHours"],
            ),
            (|it| it.passkey_reverify_hours = 720, &[]),
            (
                |it| it.passkey_reverify_hours = 721,
                &["passkeyReverifyHours"],
            ),
        ];
        for (change, expected) in table {
            let policy = changed(change);
            let fields: Vec<_> = policy
                .faults()
                .into_iter()
                .map(|(field, _)| field)
                .collect();
            assert_eq!(fields, expected, "{policy:?}");
        }
    }
}
