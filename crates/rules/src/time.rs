//! The type of all points in time: stored as a number, sent as RFC 3339.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;
use time::format_description::StaticFormatDescription;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

/// A point in time in UTC, as milliseconds since 1970-01-01T00:00:00Z.
///
/// On the wire it is an RFC 3339 string; in the database, a 64-bit integer. There is no `now`: the
/// current time comes from the caller's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "database", derive(sea_orm::DeriveValueType))]
pub struct Timestamp(i64);

/// The last time that RFC 3339 can express: 9999-12-31T23:59:59.999Z.
const LAST: i64 = 253_402_300_799_999;

/// RFC 3339, always with three decimals, so that texts are in the order of the times.
const WRITTEN: StaticFormatDescription =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

impl Timestamp {
    /// From milliseconds since the Unix epoch, clamped to the years 1970 to 9999.
    pub const fn from_unix_millis(millis: i64) -> Self {
        match millis {
            ..0 => Self(0),
            0..=LAST => Self(millis),
            _ => Self(LAST),
        }
    }

    /// Milliseconds since the Unix epoch.
    pub const fn unix_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, as in JWT claims.
    pub const fn unix_seconds(self) -> i64 {
        self.0 / 1000
    }

    /// This time plus `duration`.
    pub fn plus(self, duration: Duration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(LAST);
        Self::from_unix_millis(self.0.saturating_add(millis))
    }

    /// This time minus `duration`.
    pub fn minus(self, duration: Duration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(LAST);
        Self::from_unix_millis(self.0.saturating_sub(millis))
    }

    /// The duration until `later`; zero if it is in the past.
    pub fn until(self, later: Self) -> Duration {
        Duration::from_millis(u64::try_from(later.0 - self.0).unwrap_or(0))
    }

    /// This time as a date and a time of day, for display.
    pub fn to_utc(self) -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + time::Duration::milliseconds(self.0)
    }

    /// Parses an RFC 3339 timestamp. Returns `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        i64::try_from(moment.unix_timestamp_nanos() / 1_000_000)
            .ok()
            .map(Self::from_unix_millis)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_utc().format(WRITTEN);
        // Cannot fail, because the value is clamped to 1970 to 9999.
        f.write_str(text.as_deref().unwrap_or_default())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 timestamp"))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Timestamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .examples(["2026-11-24T09:00:00.000Z"])
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Timestamp {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_and_read_as_rfc_3339() {
        let moment = Timestamp::from_unix_millis(1_795_502_952_123);
        assert_eq!(moment.to_string(), "2026-11-24T06:49:12.123Z");
        assert_eq!(Timestamp::parse(&moment.to_string()), Some(moment));
        assert_eq!(
            Timestamp::parse("2026-11-24T08:49:12.123+02:00"),
            Some(moment)
        );
        assert_eq!(Timestamp::parse("yesterday"), None);
        for (millis, written) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_795_502_952_100, "2026-11-24T06:49:12.100Z"),
        ] {
            assert_eq!(Timestamp::from_unix_millis(millis).to_string(), written);
        }
    }

    #[test]
    fn stays_within_what_can_be_written() {
        let far = Timestamp::from_unix_millis(0).plus(Duration::MAX);
        assert_eq!(far.to_string(), "9999-12-31T23:59:59.999Z");
        assert_eq!(far.until(far), Duration::ZERO);
    }

    #[test]
    fn a_time_before_1970_or_after_9999_becomes_the_nearest_one_that_can_be_written() {
        for (millis, written) in [
            (i64::MIN, "1970-01-01T00:00:00.000Z"),
            (-1, "1970-01-01T00:00:00.000Z"),
            (1, "1970-01-01T00:00:00.001Z"),
            (LAST - 1, "9999-12-31T23:59:59.998Z"),
            (LAST, "9999-12-31T23:59:59.999Z"),
            (LAST + 1, "9999-12-31T23:59:59.999Z"),
            (i64::MAX, "9999-12-31T23:59:59.999Z"),
        ] {
            let moment = Timestamp::from_unix_millis(millis);
            assert_eq!(moment.to_string(), written, "{millis}");
        }
        let early = Timestamp::parse("1969-12-31T23:59:59Z");
        assert_eq!(early, Some(Timestamp::from_unix_millis(0)));
    }

    #[test]
    fn milliseconds_are_kept_and_seconds_are_whole() {
        let moment = Timestamp::from_unix_millis(1_795_502_952_999);
        assert_eq!(moment.unix_millis(), 1_795_502_952_999);
        assert_eq!(moment.unix_seconds(), 1_795_502_952);
    }

    #[test]
    fn the_time_until_the_past_is_zero() {
        let early = Timestamp::from_unix_millis(1_000);
        let late = early.plus(Duration::from_millis(2_500));
        assert_eq!(early.until(late), Duration::from_millis(2_500));
        assert_eq!(late.until(early), Duration::ZERO);
        assert_eq!(late.minus(Duration::from_millis(2_500)), early);
        assert_eq!(early.minus(Duration::MAX).unix_millis(), 0);
    }
}
