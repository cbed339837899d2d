//! The types of values that a field can be compared with.

use rules::ageing::OLDEST_PASSWORD;
use uuid::Uuid;

/// A value that a field of a filter can be compared with.
pub trait FilterValue: Sized {
    /// Reads a value from its text without escapes.
    ///
    /// # Errors
    /// What the field takes, as the end of a sentence that begins with the name of the field.
    fn read(text: &str) -> Result<Self, String>;

    /// The text of the value, without escapes.
    fn text(&self) -> String;
}

/// Longer texts are not stored, so they match nothing.
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

/// The age of a password in days, from 1 to [`OLDEST_PASSWORD`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days(u16);

impl Days {
    /// This many days, at most [`OLDEST_PASSWORD`].
    pub const fn new(days: u16) -> Self {
        Self(days)
    }

    /// The number.
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

rules::named_values! {
    /// Where a recovery email stands.
    pub enum RecoveryEmailStatus {
        /// There is none.
        None = "none",
        /// It was entered, but not verified.
        Unverified = "unverified",
        /// Its owner proved to read it.
        Verified = "verified",
    }
}

/// Enums have the names that they have everywhere else.
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
    rules::role::Role,
    RecoveryEmailStatus,
    crate::events::EventAction,
    crate::events::Outcome,
    crate::mail::MailState,
);
