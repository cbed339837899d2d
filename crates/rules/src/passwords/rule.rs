//! The individual rules and their texts.

use super::policy::sequence;
use super::{MAX_LENGTH, length};

/// A rule for passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At least this many characters.
    MinLength(u8),
    /// At most [`MAX_LENGTH`] characters.
    MaxLength,
    /// A lowercase letter.
    LowerCase,
    /// An uppercase letter.
    UpperCase,
    /// A number.
    Number,
    /// A character that is neither a letter nor a number.
    Special,
    /// No three equal or consecutive characters in a row.
    NoSequence,
    /// Does not contain the email address, its local part, or the username.
    NotOwnName,
    /// Contains no control and format characters.
    Visible,
}

impl Rule {
    /// Stable code for the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MinLength(_) => "too_short",
            Self::MaxLength => "too_long",
            Self::LowerCase => "no_lower_case",
            Self::UpperCase => "no_upper_case",
            Self::Number => "no_number",
            Self::Special => "no_special",
            Self::NoSequence => "sequence",
            Self::NotOwnName => "contains_own_name",
            Self::Visible => "unprintable",
        }
    }

    /// The rule in words, as shown before a person types.
    pub fn requirement(self) -> String {
        match self {
            Self::MinLength(least) => format!("At least {least} characters"),
            Self::MaxLength => format!("At most {MAX_LENGTH} characters"),
            Self::LowerCase => "A lowercase letter".to_owned(),
            Self::UpperCase => "An uppercase letter".to_owned(),
            Self::Number => "A number".to_owned(),
            Self::Special => "A special character, such as ! or a space".to_owned(),
            Self::NoSequence => "No three in a row, such as aaa, abc or 321".to_owned(),
            Self::NotOwnName => "Does not contain your email address or username".to_owned(),
            Self::Visible => "No line breaks, tabs or invisible characters".to_owned(),
        }
    }

    /// How to correct this password, which violates the rule.
    pub fn mend(self, password: &str) -> String {
        let has = length(password);
        match self {
            Self::MinLength(least) => {
                format!("Use at least {least} characters; this has {has}")
            }
            Self::MaxLength => format!("Use at most {MAX_LENGTH} characters; this has {has}"),
            Self::LowerCase => "Add a lowercase letter".to_owned(),
            Self::UpperCase => "Add an uppercase letter".to_owned(),
            Self::Number => "Add a number".to_owned(),
            Self::Special => "Add a special character, such as ! or a space".to_owned(),
            Self::NoSequence => match sequence(password) {
                Some(three) => format!("Break up \u{201c}{three}\u{201d}"),
                None => "Leave out three in a row".to_owned(),
            },
            Self::NotOwnName => "Leave out your email address and username".to_owned(),
            Self::Visible => "Remove line breaks, tabs and invisible characters".to_owned(),
        }
    }
}

/// The state of a rule while a person is typing a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleStatus {
    /// Not satisfied yet, but more characters can satisfy it.
    Open,
    /// Satisfied.
    Kept,
    /// Violated.
    Broken,
}
