use rules::aging::days;
use rules::time::Timestamp;

/// The number of days that a report looks back, with today.
const DAYS: u64 = 30;
/// The number of weeks that a report looks ahead, with this one. A quarter: most passwords that
/// expire after 90 days are in it.
const WEEKS: u64 = 13;

/// A day or a week in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// Its first moment.
    pub begins: Timestamp,
    /// The first moment of the next one.
    pub ends: Timestamp,
}

/// The last days, oldest first. The last one is that of `now`.
pub(super) fn last_days(now: Timestamp) -> Vec<Period> {
    let today = now.start_of_day();
    let day = |back| Period {
        begins: today.minus(days(back)),
        ends: today.minus(days(back)).plus(days(1)),
    };
    (0..DAYS).rev().map(day).collect()
}

/// The next weeks. The first one is that of `now`.
pub(super) fn next_weeks(now: Timestamp) -> Vec<Period> {
    let this_week = now.start_of_week();
    let week = |ahead| Period {
        begins: this_week.plus(days(7 * ahead)),
        ends: this_week.plus(days(7 * ahead + 7)),
    };
    (0..WEEKS).map(week).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).expect("a timestamp")
    }

    fn texts(period: Option<&Period>) -> Option<[String; 2]> {
        period.map(|it| [it.begins.to_string(), it.ends.to_string()])
    }

    #[test]
    fn the_last_day_is_today_until_its_last_moment() {
        for now in ["2026-11-24T00:00:00.000Z", "2026-11-24T23:59:59.999Z"] {
            let days = last_days(at(now));
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
            let weeks = next_weeks(at(now));
            assert_eq!(weeks.len(), 13);
            let this = ["2026-11-23T00:00:00.000Z", "2026-11-30T00:00:00.000Z"];
            assert_eq!(texts(weeks.first()), Some(this.map(str::to_owned)));
            let last = ["2027-02-15T00:00:00.000Z", "2027-02-22T00:00:00.000Z"];
            assert_eq!(texts(weeks.last()), Some(last.map(str::to_owned)));
        }
    }

    #[test]
    fn nothing_lies_between_two_periods() {
        let now = at("2026-11-24T06:49:12.123Z");
        for periods in [last_days(now), next_weeks(now)] {
            for pair in periods.windows(2) {
                assert_eq!(pair[0].ends, pair[1].begins);
            }
        }
    }
}
