//! Password aging: the minimum and maximum age of passwords, and the deadline by which all
//! passwords must be replaced.

mod redated;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use self::redated::DatedPassword;
use crate::status::ExpiryReason;
use crate::time::Timestamp;

/// The maximum age that a policy may set, in days.
pub const OLDEST_PASSWORD: u16 = 730;
/// The maximum number of reminders before a password expires.
pub const MOST_REMINDERS: usize = 5;
/// Administrators see passwords that expire within this number of days.
pub const EXPIRING_DAYS: u16 = 7;
/// How far in the future a compliance deadline may be when it is set.
pub const FARTHEST_DEADLINE: Duration = days(365);

/// How long users may and must keep a password. Values are kept while their setting is off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgingPolicy {
    /// Whether a password must be kept for a time before its owner can change it.
    pub has_minimum_age: bool,
    /// The minimum age in days: 1 to 365.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 365, example = 1))]
    pub minimum_age_days: u16,
    /// Whether passwords expire.
    pub has_maximum_age: bool,
    /// The maximum age in days: 1 to 730.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 730, example = 90))]
    pub maximum_age_days: u16,
    /// When to remind a user, in days before the expiry: at most five numbers from 1 to 60.
    #[cfg_attr(feature = "openapi", schema(max_items = 5, example = json!([7, 3, 1])))]
    pub reminder_days: Vec<u8>,
}

crate::only_as_object!(AgingPolicy);

impl Default for AgingPolicy {
    /// Passwords do not expire, because aging makes people choose worse ones (NIST SP 800-63B-4).
    fn default() -> Self {
        Self {
            has_minimum_age: false,
            minimum_age_days: 1,
            has_maximum_age: false,
            maximum_age_days: 90,
            reminder_days: vec![7, 3, 1],
        }
    }
}

/// The date by which all users must have chosen a new password, after the organization made
/// its password policy stricter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComplianceDeadline {
    /// Passwords set before this time must be replaced.
    pub since: Timestamp,
    /// The deadline, when passwords that were not replaced expire.
    pub by: Timestamp,
}

/// When a password expires, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// When it expires.
    pub at: Timestamp,
    /// Why it expires.
    pub reason: ExpiryReason,
}

/// This number of days.
pub const fn days(count: u64) -> Duration {
    Duration::from_secs(count * 24 * 60 * 60)
}

impl AgingPolicy {
    /// The maximum age of a password; `None` if there is no limit.
    pub fn maximum_age(&self) -> Option<Duration> {
        self.has_maximum_age
            .then(|| days(u64::from(self.maximum_age_days)))
    }

    /// The new maximum age in days, if it makes passwords expire that did not expire under
    /// `before`, or expired later.
    pub fn newly_expires_after(&self, before: &Self) -> Option<u16> {
        let tightened = self.has_maximum_age
            && (!before.has_maximum_age || self.maximum_age_days < before.maximum_age_days);
        tightened.then_some(self.maximum_age_days)
    }

    /// Whether passwords last longer than under `before`.
    pub fn is_weaker_than(&self, before: &Self) -> bool {
        // Without `..`, so that the compiler asks for a new field.
        let Self {
            // In `newly_expires_after`.
            has_maximum_age: _,
            maximum_age_days: _,
            // Protect no account.
            has_minimum_age: _,
            minimum_age_days: _,
            reminder_days: _,
        } = self;
        before.newly_expires_after(self).is_some()
    }

    /// When a signed-in user may change a password that was set at `set_at`.
    pub fn changeable_from(&self, set_at: Timestamp) -> Option<Timestamp> {
        self.has_minimum_age
            .then(|| set_at.plus(days(u64::from(self.minimum_age_days))))
    }

    /// When a password that was set at `set_at` expires. If it was set before `deadline.since`, it
    /// expires exactly at the deadline, for all users. `never_expires` exempts a password from the
    /// maximum age, but not from the deadline.
    pub fn expiry(
        &self,
        deadline: Option<ComplianceDeadline>,
        set_at: Timestamp,
        never_expires: bool,
    ) -> Option<Expiry> {
        if let Some(deadline) = deadline.filter(|deadline| set_at < deadline.since) {
            return Some(Expiry {
                at: deadline.by,
                reason: ExpiryReason::Policy,
            });
        }
        let maximum = self.maximum_age().filter(|_| !never_expires)?;
        Some(Expiry {
            at: set_at.plus(maximum),
            reason: ExpiryReason::Age,
        })
    }

    /// The days of the reminders before an expiry, the last reminder first.
    pub fn reminders(&self) -> Vec<u8> {
        let mut sorted = self.reminder_days.clone();
        sorted.sort_unstable();
        sorted.dedup();
        sorted
    }

    /// Whether a password that expires at `expires_at` expires soon: the time of the first reminder
    /// has come.
    pub fn is_near(&self, expires_at: Timestamp, now: Timestamp) -> bool {
        let first = self.reminder_days.iter().max().copied().unwrap_or(0);
        now < expires_at && expires_at <= now.plus(days(u64::from(first)))
    }

    /// The fields that are out of range, each with how to correct it.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if !(1..=365).contains(&self.minimum_age_days) {
            faults.push(("minimumAgeDays", "Choose 1 to 365 days"));
        } else if self.has_minimum_age
            && self.has_maximum_age
            && self.minimum_age_days >= self.maximum_age_days
        {
            faults.push(("minimumAgeDays", "Choose fewer days than the maximum age"));
        }
        if !(1..=OLDEST_PASSWORD).contains(&self.maximum_age_days) {
            faults.push(("maximumAgeDays", "Choose 1 to 730 days"));
        }
        let in_range = self.reminder_days.iter().all(|it| (1..=60).contains(it));
        if self.reminder_days.len() > MOST_REMINDERS || !in_range {
            faults.push((
                "reminderDays",
                "Write up to five numbers from 1 to 60, such as 7, 3, 1",
            ));
        }
        faults
    }
}

/// This number of days, as a distance to an expiry.
pub const fn days_before(count: u8) -> Duration {
    days(count as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 24 * 60 * 60 * 1000;

    const fn day(count: i64) -> Timestamp {
        Timestamp::from_unix_millis(count * DAY)
    }

    fn aging() -> AgingPolicy {
        AgingPolicy {
            has_maximum_age: true,
            ..AgingPolicy::default()
        }
    }

    #[test]
    fn a_password_expires_by_its_age_unless_it_is_exempt() {
        let aged = Expiry {
            at: day(190),
            reason: ExpiryReason::Age,
        };
        assert_eq!(aging().expiry(None, day(100), false), Some(aged));
        assert_eq!(aging().expiry(None, day(100), true), None);
        assert_eq!(
            AgingPolicy::default().expiry(None, day(100), false),
            None,
            "nothing expires by default"
        );
    }

    #[test]
    fn one_from_before_a_tightening_expires_on_its_date() {
        let deadline = Some(ComplianceDeadline {
            since: day(200),
            by: day(230),
        });
        let on_its_date = Some(Expiry {
            at: day(230),
            reason: ExpiryReason::Policy,
        });
        for policy in [aging(), AgingPolicy::default()] {
            for exempt in [false, true] {
                assert_eq!(policy.expiry(deadline, day(199), exempt), on_its_date);
            }
        }
        let after = aging().expiry(deadline, day(200), false);
        assert_eq!(after.map(|expiry| expiry.at), Some(day(290)));
    }

    #[test]
    fn near_its_end_is_as_near_as_the_first_reminder() {
        let near = |now| aging().is_near(day(90), now);
        assert!(!near(day(82)));
        assert!(near(day(83)));
        assert!(near(day(89)));
        assert!(!near(day(90)), "it has expired");
        let silent = AgingPolicy {
            reminder_days: Vec::new(),
            ..aging()
        };
        assert!(!silent.is_near(day(90), day(89)));
    }

    #[test]
    fn values_out_of_range_are_named() {
        let bad = AgingPolicy {
            minimum_age_days: 0,
            maximum_age_days: 731,
            reminder_days: vec![7, 61],
            ..aging()
        };
        let names: Vec<_> = bad.faults().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["minimumAgeDays", "maximumAgeDays", "reminderDays"]);
        let never_changeable = AgingPolicy {
            has_minimum_age: true,
            minimum_age_days: 90,
            ..aging()
        };
        assert_eq!(never_changeable.faults().len(), 1);
        assert_eq!(AgingPolicy::default().faults(), []);
    }

    #[test]
    fn a_maximum_age_is_tighter_only_if_passwords_expire_earlier() {
        // The value is kept while the switch is off, and does not count.
        let after = |days: Option<u16>| AgingPolicy {
            has_maximum_age: days.is_some(),
            maximum_age_days: days.unwrap_or(30),
            ..AgingPolicy::default()
        };
        for (was, is, newly_expires_after, is_weaker) in [
            (None, None, None, false),
            (None, Some(90), Some(90), false),
            (Some(90), Some(89), Some(89), false),
            (Some(90), Some(90), None, false),
            (Some(90), Some(91), None, true),
            (Some(90), None, None, true),
        ] {
            let (before, now) = (after(was), after(is));
            let news = now.newly_expires_after(&before);
            assert_eq!(news, newly_expires_after, "{was:?} to {is:?}");
            assert_eq!(now.is_weaker_than(&before), is_weaker, "{was:?} to {is:?}");
        }
    }

    #[test]
    fn a_password_is_kept_for_its_minimum_age() {
        let kept = AgingPolicy {
            has_minimum_age: true,
            minimum_age_days: 2,
            ..aging()
        };
        assert_eq!(kept.changeable_from(day(100)), Some(day(102)));
        assert_eq!(aging().changeable_from(day(100)), None);
    }

    #[test]
    fn each_reminder_is_sent_once_whatever_the_order_of_entry() {
        let policy = AgingPolicy {
            reminder_days: vec![3, 14, 1, 3],
            ..aging()
        };
        assert_eq!(policy.reminders(), [1, 3, 14]);
    }

    #[test]
    fn a_minimum_age_stays_below_a_maximum_age_if_there_are_both() {
        for (has_minimum_age, has_maximum_age, minimum_age_days, fits) in [
            (true, true, 89, true),
            (true, true, 90, false),
            (true, true, 91, false),
            (true, false, 90, true),
            (false, true, 90, true),
            (false, false, 90, true),
        ] {
            let policy = AgingPolicy {
                has_minimum_age,
                has_maximum_age,
                minimum_age_days,
                ..AgingPolicy::default()
            };
            assert_eq!(policy.faults().is_empty(), fits, "{policy:?}");
        }
    }

    #[test]
    fn there_are_at_most_five_reminders_in_the_last_sixty_days() {
        for (reminder_days, fits) in [
            (vec![], true),
            (vec![60, 30, 14, 7, 1], true),
            (vec![60, 30, 14, 7, 3, 1], false),
            (vec![61], false),
            (vec![0], false),
        ] {
            let policy = AgingPolicy {
                reminder_days,
                ..aging()
            };
            assert_eq!(policy.faults().is_empty(), fits, "{policy:?}");
        }
    }
}
