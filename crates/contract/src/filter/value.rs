//! The types of values in filters.

use rules::password_aging::OLDEST_PASSWORD;
use rules::time::Timestamp;
use uuid::Uuid;

/// A value of a filter's field.
pub trait FilterValue: Sized {
    /// Parses a value from its unescaped text.
    ///
    /// # Errors
    /// The accepted values, worded to follow the name of the field.
    fn read(text: &str) -> Result<Self, String>;

    /// The unescaped text of the value.
    fn text(&self) -> String;
}

/// The maximum length of a text. Longer texts are not stored, so they match nothing.
const LONGEST_TEXT: usize = 254;

impl FilterValue for String {
    fn read(text: &str) -> Result<Self, String> {
        let is_line = !text.is_empty()
            && text.chars().count() <= LONGEST_TEXT
            && !text.chars().any(char::is_control);
        is_line
            .then(|| text.to_owned())
            .ok_or_else(|| format!("is a text of 1 to {LONGEST_TEXT} characters on one line"))
    }

    fn text(&self) -> String {
        self.clone()
    }
}

impl FilterValue for Uuid {
    fn read(text: &str) -> Result<Self, String> {
        text.parse()
            .map_err(|_| "is an identifier (UUID)".to_owned())
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

impl FilterValue for bool {
    fn read(text: &str) -> Result<Self, String> {
        text.parse()
            .map_err(|_| "is one of: true, false".to_owned())
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

/// A number of days in the life of a password, from 1 to [`OLDEST_PASSWORD`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days(u16);

impl Days {
    /// This number of days, capped at [`OLDEST_PASSWORD`].
    pub const fn new(days: u16) -> Self {
        Self(days)
    }

    /// The number of days.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl FilterValue for Days {
    fn read(text: &str) -> Result<Self, String> {
        let days = text.parse().ok();
        days.filter(|days| (1..=OLDEST_PASSWORD).contains(days))
            .map(Self)
            .ok_or_else(|| format!("is a number of days, 1 to {OLDEST_PASSWORD}"))
    }

    fn text(&self) -> String {
        self.0.to_string()
    }
}

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(Timestamp);

impl Moment {
    /// This point in time.
    pub const fn new(at: Timestamp) -> Self {
        Self(at)
    }

    /// The point in time.
    pub const fn get(self) -> Timestamp {
        self.0
    }
}

impl FilterValue for Moment {
    fn read(text: &str) -> Result<Self, String> {
        let midnight = || Timestamp::parse(&format!("{text}T00:00:00Z"));
        let moment = Timestamp::parse(text).or_else(midnight);
        moment
            .map(Self)
            .ok_or_else(|| "is a date such as 2026-11-24, or an RFC 3339 timestamp".to_owned())
    }

    fn text(&self) -> String {
        self.0.to_string()
    }
}

rules::named_values! {
    /// The status of a recovery email.
    pub enum RecoveryEmailStatus {
        /// The user has no recovery email.
        None = "none",
        /// Entered but not verified.
        Unverified = "unverified",
        /// Verified by the user.
        Verified = "verified",
    }
}

/// Implements [`FilterValue`] for enums, with the names that they have in the rest of the API.
macro_rules! named {
    ($($type:ty),* $(,)?) => {
        $(impl FilterValue for $type {
            fn read(text: &str) -> Result<Self, String> {
                Self::parse(text).ok_or_else(|| format!("is one of: {}", Self::NAMES.join(", ")))
            }

            fn text(&self) -> String {
                self.as_str().to_owned()
            }
        })*
    };
}

named!(
    rules::state::UserState,
    rules::status::PasswordStatus,
    rules::mfa::MfaStatus,
    rules::mfa::MfaRequirement,
    rules::role::Role,
    rules::access::WantedFactor,
    rules::application::ApplicationProtocol,
    rules::application::OpenTo,
    RecoveryEmailStatus,
    crate::api_keys::CreatorStatus,
    crate::events::EventAction,
    crate::events::Outcome,
    crate::mail_deliveries::MailState,
    rules::bulk::BulkJobOutcome,
    rules::import::RowOutcome,
    rules::webhook::WebhookDeliveryState,
);
