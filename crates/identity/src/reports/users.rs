use std::time::Duration;

use contract::ids::OrganizationId;
use contract::reports::{PeriodCount, UserReport};
use entity::account::Column;
use rules::account::AccountKind;
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryTrait};

use super::periods::{Period, next_weeks};
use crate::Error;
use crate::lists::{count_each, expires_between, scope};
use crate::zone::Zone;

/// Counts the users who had MFA at the end of each of these last days, and the passwords that expire in
/// each of the next weeks.
///
/// # Errors
/// If the database fails.
pub(super) async fn report_on_users(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    zone: &Zone,
    (now, days): (Timestamp, &[Period]),
) -> Result<UserReport, Error> {
    let weeks = next_weeks(zone, now)?;
    let first_day = days.first().map_or(now, |day| day.begins);
    let end = weeks.last().map_or(now, |week| week.ends);
    let before = Condition::all().add(Column::MfaEnrolledAt.lt(first_day));
    let later = expires_from(end, Timestamp::from_unix_millis(i64::MAX));
    let enrolled = days.iter().map(|day| {
        Condition::all()
            .add(Column::MfaEnrolledAt.gte(day.begins))
            .add(Column::MfaEnrolledAt.lt(day.ends))
    });
    let expiring = weeks.iter().map(|week| {
        // What has expired this week no longer expires.
        let begins = week.begins.max(just_after(now));
        expires_from(begins, week.ends)
    });
    let all = [Condition::all(), before, later];
    let conditions = all.into_iter().chain(enrolled).chain(expiring);

    let users = scope(organization, AccountKind::User);
    let queries = conditions
        .map(|condition| users.clone().filter(condition).into_query())
        .collect();
    let counts = count_each(db, queries, true).await?;
    // The numbers are in the order of the conditions.
    let mut counts = counts.into_iter();
    let mut next = || counts.next().unwrap_or_default();
    let (total, enrolled_before, expiring_later) = (next(), next(), next());
    let mut enrolled = enrolled_before;
    let by_day = days.iter().map(|day| {
        enrolled += next();
        PeriodCount {
            begins: day.begins,
            count: enrolled,
        }
    });
    let by_day = by_day.collect();
    let by_week = weeks.iter().map(|week| PeriodCount {
        begins: week.begins,
        count: next(),
    });
    Ok(UserReport {
        total,
        enrolled_before,
        enrolled: by_day,
        expiring: by_week.collect(),
        expiring_later,
    })
}

/// Matches accounts whose password expires at `from` or later, and before `until`.
fn expires_from(from: Timestamp, until: Timestamp) -> Condition {
    let just_before = |at: Timestamp| at.minus(MOMENT);
    expires_between(just_before(from), just_before(until))
}

fn just_after(at: Timestamp) -> Timestamp {
    at.plus(MOMENT)
}

/// The resolution of timestamps.
const MOMENT: Duration = Duration::from_millis(1);
