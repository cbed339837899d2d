//! The time zone of an organization.

use entity::organization;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use rules::time::Timestamp;

use crate::Error;

/// The time zone of an organization.
pub(crate) struct Zone {
    /// Its name (IANA).
    pub name: String,
    zone: TimeZone,
}

/// Why a text is not a time.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoTime {
    /// It is something else.
    Malformed,
    /// Clocks are set forward past it.
    Skipped,
}

impl Zone {
    /// The time zone of `organization`.
    pub fn of(organization: &organization::Model) -> Self {
        Self::named(&organization.settings.time_zone.0)
    }

    /// The time zone with this name. Names are checked before they are stored, so an unknown one comes
    /// from a newer server.
    pub fn named(name: &str) -> Self {
        match TimeZone::get(name) {
            Ok(zone) => Self {
                name: name.to_owned(),
                zone,
            },
            Err(_) => Self {
                name: "UTC".to_owned(),
                zone: TimeZone::UTC,
            },
        }
    }

    /// Reads a time: one with an offset, or one of this time zone. Of two times that are called the
    /// same, because clocks are set back in between, the first one is meant.
    ///
    /// # Errors
    /// If it is not a time, or is skipped.
    pub fn read(&self, text: &str) -> Result<Timestamp, NoTime> {
        if let Some(at) = Timestamp::parse(text) {
            return Ok(at);
        }
        let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
            .into_iter()
            .find_map(|format| DateTime::strptime(format, text).ok())
            .ok_or(NoTime::Malformed)?;
        let meant = self.zone.to_ambiguous_timestamp(local);
        if matches!(meant.offset(), AmbiguousOffset::Gap { .. }) {
            return Err(NoTime::Skipped);
        }
        let at = meant.earlier().map_err(|_| NoTime::Malformed)?;
        Ok(Timestamp::from_unix_millis(at.as_millisecond()))
    }

    /// The date in this time zone at this time.
    ///
    /// # Errors
    /// If the calendar does not go that far.
    pub fn date(&self, at: Timestamp) -> Result<Date, Error> {
        let instant = jiff::Timestamp::from_millisecond(at.unix_millis());
        let instant = instant.map_err(|error| Error::internal(error.to_string()))?;
        Ok(self.zone.to_datetime(instant).date())
    }

    /// The first moment of a date in this time zone: midnight, or, if clocks skip midnight, the moment at which
    /// they are set forward.
    ///
    /// # Errors
    /// If the calendar does not go that far.
    pub fn first_moment(&self, date: Date) -> Result<Timestamp, Error> {
        let midnight = self.zone.to_ambiguous_timestamp(date.at(0, 0, 0, 0));
        let at = midnight.compatible();
        let at = at.map_err(|error| Error::internal(error.to_string()))?;
        Ok(Timestamp::from_unix_millis(at.as_millisecond()))
    }

    /// The time in this time zone, as [`Zone::read`] reads it: `2027-03-03T18:00`.
    pub fn local(&self, at: Timestamp) -> String {
        self.format(at, "%Y-%m-%dT%H:%M")
    }

    /// The time in this time zone in words: `3 March 2027, 18:00 (Europe/Berlin)`.
    pub fn words(&self, at: Timestamp) -> String {
        let time = self.format(at, "%-d %B %Y, %H:%M");
        format!("{time} ({})", self.name)
    }

    fn format(&self, at: Timestamp, format: &str) -> String {
        match jiff::Timestamp::from_millisecond(at.unix_millis()) {
            Ok(instant) => self.zone.to_datetime(instant).strftime(format).to_string(),
            // Later than the calendar goes.
            Err(_) => at.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(zone: &str, text: &str) -> Result<String, NoTime> {
        Zone::named(zone).read(text).map(|at| at.to_string())
    }

    #[test]
    fn a_time_without_an_offset_is_one_of_the_zone() {
        let at = |text: &str| {
            Timestamp::parse(text)
                .map(|at| at.to_string())
                .ok_or(NoTime::Malformed)
        };
        let winter = at("2027-03-03T17:00:00Z");
        assert_eq!(read("Europe/Berlin", "2027-03-03T18:00"), winter);
        assert_eq!(read("Europe/Berlin", "2027-03-03T18:00:00"), winter);
        assert_eq!(read("Europe/Berlin", "2027-03-03T18:00:00+01:00"), winter);
        assert_eq!(read("UTC", "2027-03-03T17:00"), winter);
        let summer = at("2027-07-03T16:00:00Z");
        assert_eq!(read("Europe/Berlin", "2027-07-03T18:00"), summer);
    }

    #[test]
    fn a_skipped_time_is_none_and_of_two_the_first_counts() {
        assert_eq!(
            read("Europe/Berlin", "2027-03-28T02:30"),
            Err(NoTime::Skipped)
        );
        let first = read("Europe/Berlin", "2027-10-31T02:30");
        assert_eq!(first, read("UTC", "2027-10-31T00:30"));
    }

    #[test]
    fn what_is_not_a_time_is_refused() {
        for text in [
            "",
            "tomorrow",
            "2027-03-03",
            "2027-02-30T10:00",
            "2027-03-03T18:00+01:00",
            "2027-03-03T25:00",
        ] {
            assert_eq!(
                read("Europe/Berlin", text),
                Err(NoTime::Malformed),
                "{text}"
            );
        }
    }

    #[test]
    fn a_date_begins_at_its_first_moment_in_the_zone() {
        let begins = |zone: &str, at: &str| {
            let zone = Zone::named(zone);
            let at = Timestamp::parse(at).expect("a timestamp");
            let date = zone.date(at).expect("a date");
            zone.first_moment(date).expect("a moment").to_string()
        };
        let late = "2027-04-19T12:30:00Z";
        let auckland = "2027-04-19T12:00:00.000Z";
        assert_eq!(begins("Pacific/Auckland", late), auckland);
        assert_eq!(begins("UTC", late), "2027-04-19T00:00:00.000Z");
        // Clocks in Beirut are set forward at midnight, so that day begins at one o'clock.
        let beirut = begins("Asia/Beirut", "2027-03-28T12:00:00Z");
        assert_eq!(beirut, "2027-03-27T22:00:00.000Z");
    }

    #[test]
    fn a_time_is_shown_in_the_zone() {
        let zone = Zone::named("Europe/Berlin");
        let at = Timestamp::parse("2027-03-03T17:00:00Z");
        assert_eq!(
            at.map(|at| zone.local(at)).as_deref(),
            Some("2027-03-03T18:00")
        );
        let words = "3 March 2027, 18:00 (Europe/Berlin)";
        assert_eq!(at.map(|at| zone.words(at)).as_deref(), Some(words));
        assert_eq!(Zone::named("Mars/X").name, "UTC");
    }
}
