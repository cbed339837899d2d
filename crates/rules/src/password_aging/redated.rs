//! How new rules date the passwords that exist already.

use super::{AgingPolicy, ComplianceDeadline, Expiry};
use crate::status::ExpiryReason;
use crate::time::Timestamp;

/// A password, and when it expires under the present rules.
#[derive(Clone, Copy, Debug)]
pub struct DatedPassword {
    /// When it was set.
    pub set_at: Timestamp,
    /// Whether it is exempt from the maximum age.
    pub never_expires: bool,
    /// When it expires or expired.
    pub expires_at: Option<Timestamp>,
    /// Why it expires.
    pub reason: Option<ExpiryReason>,
}

impl DatedPassword {
    fn expiry(&self) -> Option<Expiry> {
        Some(Expiry {
            at: self.expires_at?,
            reason: self.reason?,
        })
    }

    /// Whether the organization's rules determine when it expires. An administrator has dated all
    /// others.
    fn follows_the_rules(&self) -> bool {
        use ExpiryReason::{Administrator, Temporary};
        !matches!(self.reason, Some(Administrator | Temporary))
    }
}

impl AgingPolicy {
    /// When `password` expires once this policy and this deadline are introduced at `now`. A new
    /// deadline does not revive an expired password. The statements in `identity` that date all
    /// passwords at once do the same.
    pub fn redated(
        &self,
        deadline: Option<ComplianceDeadline>,
        password: &DatedPassword,
        now: Timestamp,
    ) -> Option<Expiry> {
        let current = password.expiry();
        if !password.follows_the_rules() {
            return current;
        }
        let new = self.expiry(deadline, password.set_at, password.never_expires);
        let by_deadline = new.is_some_and(|new| new.reason == ExpiryReason::Policy);
        let has_expired = current.is_some_and(|current| current.at <= now);
        if by_deadline && has_expired {
            current
        } else {
            new
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::password_aging::days;

    const NOW: Timestamp = day(200);

    const fn day(count: i64) -> Timestamp {
        Timestamp::from_unix_millis(count * 24 * 60 * 60 * 1000)
    }

    fn lasting(maximum_age_days: u16) -> AgingPolicy {
        AgingPolicy {
            has_maximum_age: true,
            maximum_age_days,
            ..AgingPolicy::default()
        }
    }

    /// One that was set on day 100.
    fn password(expires: i64, reason: ExpiryReason) -> DatedPassword {
        DatedPassword {
            set_at: day(100),
            never_expires: false,
            expires_at: Some(day(expires)),
            reason: Some(reason),
        }
    }

    const DEADLINE: ComplianceDeadline = ComplianceDeadline {
        since: NOW,
        by: day(230),
    };

    #[test]
    fn a_date_from_an_administrator_is_kept() {
        for reason in [ExpiryReason::Administrator, ExpiryReason::Temporary] {
            let one = password(150, reason);
            for deadline in [None, Some(DEADLINE)] {
                let new = lasting(365).redated(deadline, &one, NOW);
                assert_eq!(new, one.expiry(), "{reason:?}");
            }
        }
    }

    #[test]
    fn a_longer_maximum_age_revives_what_it_expired_and_a_deadline_does_not() {
        let expired = password(190, ExpiryReason::Age);
        let new = lasting(365).redated(None, &expired, NOW);
        assert_eq!(new.map(|new| new.at), Some(day(100).plus(days(365))));
        assert_eq!(AgingPolicy::default().redated(None, &expired, NOW), None);
        let new = lasting(365).redated(Some(DEADLINE), &expired, NOW);
        assert_eq!(new, expired.expiry());
    }

    #[test]
    fn a_deadline_dates_what_was_set_before_it() {
        let valid = password(300, ExpiryReason::Age);
        let expected = Some(Expiry {
            at: DEADLINE.by,
            reason: ExpiryReason::Policy,
        });
        assert_eq!(lasting(200).redated(Some(DEADLINE), &valid, NOW), expected);
        let exempt = DatedPassword {
            never_expires: true,
            expires_at: None,
            reason: None,
            ..valid
        };
        assert_eq!(lasting(200).redated(Some(DEADLINE), &exempt, NOW), expected);
        assert_eq!(lasting(200).redated(None, &exempt, NOW), None);
    }
}
