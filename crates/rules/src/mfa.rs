//! Second factors: who needs one, until when they must have enrolled, and where they stand.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

crate::named_values! {
    /// A proof in addition to the password, in the order in which they are offered.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "totp"))]
    pub enum FactorKind {
        /// A passkey (WebAuthn), with user verification.
        Passkey = "passkey",
        /// A code of an authenticator app (RFC 6238).
        Totp = "totp",
        /// One of ten codes that were shown once, to replace a lost factor.
        RecoveryCode = "recovery_code",
    }
}

crate::named_values! {
    /// What is asked of an account.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum MfaRequirement {
        /// Factors are not offered, and those enrolled are not asked for.
        Off = "off",
        /// Whoever has enrolled a factor is asked for it.
        Optional = "optional",
        /// Everybody must enrol a factor within the enrolment period.
        Required = "required",
    }
}

/// What an organization asks. A value stays when its switch is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MfaPolicy {
    /// Of its users, where their account says nothing else.
    pub users: MfaRequirement,
    /// Of its administrators: `optional` or `required`.
    pub administrators: MfaRequirement,
    /// Days to set up MFA once it is required of an account: 1 to 365.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 365, example = 7))]
    pub enrolment_days: u32,
    /// Whether a user who must set up MFA and has not done so can reset the password by email.
    /// If not, an administrator has to help.
    pub unenrolled_may_reset: bool,
    /// Whether a session begun with a passkey alone ends after a time.
    pub passkey_reverify: bool,
    /// After how many hours it does: 1 to 720.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 720, example = 12))]
    pub passkey_reverify_hours: u32,
}

crate::only_as_object!(MfaPolicy);

impl Default for MfaPolicy {
    fn default() -> Self {
        Self {
            users: MfaRequirement::Optional,
            administrators: MfaRequirement::Optional,
            enrolment_days: 7,
            unenrolled_may_reset: false,
            passkey_reverify: false,
            passkey_reverify_hours: 12,
        }
    }
}

/// So many days.
pub const fn days(count: u32) -> Duration {
    Duration::from_secs(count as u64 * 24 * 60 * 60)
}

impl MfaPolicy {
    /// When an enrolment period that begins `now` ends.
    pub fn enrol_by(&self, now: Timestamp) -> Timestamp {
        now.plus(days(self.enrolment_days))
    }

    /// How long a session begun with a passkey alone lasts at most; `None`: as any other.
    pub fn passkey_session(&self) -> Option<Duration> {
        self.passkey_reverify
            .then(|| Duration::from_secs(u64::from(self.passkey_reverify_hours) * 60 * 60))
    }

    /// The fields that hold a value out of range, each with what to do.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if self.administrators == MfaRequirement::Off {
            faults.push(("administrators", "Choose optional or required"));
        }
        if !ENROLMENT_DAYS.contains(&self.enrolment_days) {
            faults.push(("enrolmentDays", "Choose 1 to 365 days"));
        }
        if !(1..=720).contains(&self.passkey_reverify_hours) {
            faults.push(("passkeyReverifyHours", "Choose 1 to 720 hours"));
        }
        faults
    }
}

/// How long an enrolment period may be, in days.
pub const ENROLMENT_DAYS: std::ops::RangeInclusive<u32> = 1..=365;

crate::named_values! {
    /// Where an account stands, derived from stored facts.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum MfaStatus {
        /// Has a factor.
        Enrolled = "enrolled",
        /// Must enrol one, and there is time left.
        EnrolmentPeriod = "enrolment_period",
        /// Must have enrolled one by now: the account is locked for that.
        EnrolmentOverdue = "enrolment_overdue",
        /// Has none and need not, or the period has not begun.
        NotEnrolled = "not_enrolled",
    }
}

/// The stored facts that the status follows from.
#[derive(Clone, Copy, Debug, Default)]
pub struct MfaFacts {
    /// Since when the account has a factor.
    pub enrolled_at: Option<Timestamp>,
    /// When the enrolment period ends or ended; `None` where none runs.
    pub enrol_by: Option<Timestamp>,
}

impl MfaFacts {
    /// The status to show at `now`.
    pub fn status_at(&self, now: Timestamp) -> MfaStatus {
        match (self.enrolled_at, self.enrol_by) {
            (Some(_), _) => MfaStatus::Enrolled,
            (None, Some(by)) if by <= now => MfaStatus::EnrolmentOverdue,
            (None, Some(_)) => MfaStatus::EnrolmentPeriod,
            (None, None) => MfaStatus::NotEnrolled,
        }
    }
}

/// Failed factor attempts before an administrator's account is locked, whatever the
/// organization asks of its users.
pub const ADMINISTRATOR_FACTOR_ATTEMPTS: u32 = 5;
/// How many recovery codes an account gets.
pub const RECOVERY_CODES: usize = 10;
/// So many recovery codes left are few: their owner is told.
pub const FEW_RECOVERY_CODES: u64 = 3;
/// How old the last proof of a session may be for a sensitive act.
pub const FRESH_PROOF: Duration = Duration::from_secs(5 * 60);
/// How long before the end of the enrolment period a reminder is mailed.
pub const ENROLMENT_REMINDER: Duration = Duration::from_secs(24 * 60 * 60);
/// The most authenticator apps, and the most passkeys, that an account may have.
pub const MOST_FACTORS: u64 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_enrolment_period_is_past_it() {
        let now = Timestamp::from_unix_millis(2_000);
        let before = Timestamp::from_unix_millis(1_000);
        let after = Timestamp::from_unix_millis(3_000);
        let table = [
            (None, None, MfaStatus::NotEnrolled),
            (None, Some(after), MfaStatus::EnrolmentPeriod),
            (None, Some(now), MfaStatus::EnrolmentOverdue),
            (None, Some(before), MfaStatus::EnrolmentOverdue),
            (Some(before), None, MfaStatus::Enrolled),
            (Some(before), Some(before), MfaStatus::Enrolled),
        ];
        for (enrolled_at, enrol_by, expected) in table {
            let facts = MfaFacts {
                enrolled_at,
                enrol_by,
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
}
