use jiff::Span;
use jiff::civil::Date;
use rules::time::Timestamp;

use crate::Error;
use crate::zone::Zone;

/// The number of days that a report looks back, with today.
const DAYS: i64 = 30;
/// The number of weeks that a report looks ahead, with this one. A quarter: most passwords that
/// expire after 90 days are in it.
const WEEKS: i64 = 13;

/// A day or a week in the time zone of an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// Its first moment.
    pub begins: Timestamp,
    /// The first moment of the next one.
    pub ends: Timestamp,
}

/// The last days, oldest first. The last one is that of `now`.
///
/// # Errors
/// If the calendar does not go that far.
pub(super) fn last_days(zone: &Zone, now: Timestamp) -> Result<Vec<Period>, Error> {
    let first = days_after(zone.date(now)?, 1 - DAYS)?;
    periods(zone, first, DAYS, 1)
}

/// The next weeks, each from Monday. The first one is that of `now`.
///
/// # Errors
/// If the calendar does not go that far.
pub(super) fn next_weeks(zone: &Zone, now: Timestamp) -> Result<Vec<Period>, Error> {
    let today = zone.date(now)?;
    let since_monday = today.weekday().to_monday_zero_offset();
    let monday = days_after(today, -i64::from(since_monday))?;
    periods(zone, monday, WEEKS, 7)
}

/// This many periods of `length` days, from the date `first`. A day on which clocks change is shorter or longer.
fn periods(zone: &Zone, first: Date, count: i64, length: i64) -> Result<Vec<Period>, Error> {
    let begin = |number: i64| zone.first_moment(days_after(first, number * length)?);
    let period = |number: i64| -> Result<Period, Error> {
        Ok(Period {
            begins: begin(number)?,
            ends: begin(number + 1)?,
        })
    };
    (0..count).map(period).collect()
}

fn days_after(date: Date, days: i64) -> Result<Date, Error> {
    date.checked_add(Span::new().days(days))
        .map_err(|error| Error::internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).expect("a timestamp")
    }

    fn days_in(zone: &str, now: &str) -> Vec<Period> {
        last_days(&Zone::named(zone), at(now)).expect("days")
    }

    fn weeks_in(zone: &str, now: &str) -> Vec<Period> {
        next_weeks(&Zone::named(zone), at(now)).expect("weeks")
    }

    fn texts(period: Option<&Period>) -> Option<[String; 2]> {
        period.map(|it| [it.begins.to_string(), it.ends.to_string()])
    }

    #[test]
    fn the_last_day_is_today_until_its_last_moment() {
        for now in ["2026-11-24T00:00:00.000Z", "2026-11-24T23:59:59.999Z"] {
            let days = days_in("UTC", now);
            assert_eq!(days.len(), 30);
            let today = ["2026-11-24T00:00:00.000Z", "2026-11-25T00:00:00.000Z"];
            assert_eq!(texts(days.last()), Some(today.map(str::to_owned)));
            let first = ["2026-10-26T00:00:00.000Z", "2026-10-27T00:00:00.000Z"];
            assert_eq!(texts(days.first()), Some(first.map(str::to_owned)));
        }
    }

    #[test]
    fn the_first_week_is_this_one_from_monday_to_sunday() {
        for now in ["2026-11-23T00:00:00.000Z", "2026-11-29T23:59:59.999Z"] {
            let weeks = weeks_in("UTC", now);
            assert_eq!(weeks.len(), 13);
            let this = ["2026-11-23T00:00:00.000Z", "2026-11-30T00:00:00.000Z"];
            assert_eq!(texts(weeks.first()), Some(this.map(str::to_owned)));
            let last = ["2027-02-15T00:00:00.000Z", "2027-02-22T00:00:00.000Z"];
            assert_eq!(texts(weeks.last()), Some(last.map(str::to_owned)));
        }
    }

    #[test]
    fn nothing_lies_between_two_periods() {
        // In the first half of the zones, clocks change within these days or weeks.
        for zone in ["America/New_York", "Asia/Beirut", "UTC", "Asia/Kathmandu"] {
            for now in ["2026-11-24T06:49:12.123Z", "2027-03-14T06:59:59.999Z"] {
                for periods in [days_in(zone, now), weeks_in(zone, now)] {
                    for pair in periods.windows(2) {
                        assert_eq!(pair[0].ends, pair[1].begins, "{zone}");
                    }
                }
            }
        }
    }

    #[test]
    fn days_are_those_of_the_zone_also_when_clocks_change() {
        // It is the next day already in Auckland, where clocks were set back on April 4, 2027.
        let days = days_in("Pacific/Auckland", "2027-04-19T12:30:00Z");
        let today = ["2027-04-19T12:00:00.000Z", "2027-04-20T12:00:00.000Z"];
        assert_eq!(texts(days.last()), Some(today.map(str::to_owned)));
        let long = ["2027-04-03T11:00:00.000Z", "2027-04-04T12:00:00.000Z"];
        assert_eq!(texts(days.get(13)), Some(long.map(str::to_owned)));
        let first = ["2027-03-21T11:00:00.000Z", "2027-03-22T11:00:00.000Z"];
        assert_eq!(texts(days.first()), Some(first.map(str::to_owned)));
    }

    #[test]
    fn weeks_begin_on_monday_in_the_zone_also_when_clocks_change() {
        // Still Sunday in New York, where clocks are set forward on March 14, 2027.
        let weeks = weeks_in("America/New_York", "2027-03-08T03:00:00Z");
        let this = ["2027-03-01T05:00:00.000Z", "2027-03-08T05:00:00.000Z"];
        assert_eq!(texts(weeks.first()), Some(this.map(str::to_owned)));
        let short = ["2027-03-08T05:00:00.000Z", "2027-03-15T04:00:00.000Z"];
        assert_eq!(texts(weeks.get(1)), Some(short.map(str::to_owned)));
    }
}
