//! Usernames, with which people sign in to machines and services.

use std::fmt;

/// The maximum length of a username.
pub const MAX_LENGTH: usize = 64;

/// Names that operating systems or this service use for themselves.
const RESERVED: [&str; 16] = [
    "root",
    "daemon",
    "bin",
    "sys",
    "sync",
    "man",
    "mail",
    "nobody",
    "system",
    "administrator",
    "latchkey",
    "sshd",
    "postgres",
    "www-data",
    "localhost",
    "everyone",
];

/// Why a username is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidUsername {
    /// Empty, or only white space.
    Empty,
    /// Contains characters that are not allowed, or is too long.
    Malformed,
    /// Reserved.
    Reserved,
}

impl InvalidUsername {
    /// Stable code for the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::Malformed => "malformed",
            Self::Reserved => "reserved",
        }
    }

    /// The error message, which says how to correct it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Empty => "Enter a username",
            Self::Malformed => {
                "Use 1 to 64 Latin letters, digits, dots, hyphens and underscores, starting with a letter or digit and not ending with a dot"
            }
            Self::Reserved => "This name is reserved; choose another",
        }
    }
}

/// A username. ASCII only, so that no two look the same. Comparisons use [`Username::key`].
#[derive(Clone, PartialEq, Eq)]
pub struct Username(String);

impl Username {
    /// Parses a username: ASCII letters, digits, `.`, `-` and `_`, starting with a letter or digit,
    /// not ending with a dot, at most [`MAX_LENGTH`] characters, not reserved.
    pub fn parse(text: &str) -> Result<Self, InvalidUsername> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidUsername::Empty);
        }
        let starts_well = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        let made_well = text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b));
        if !starts_well || !made_well || text.ends_with('.') || text.len() > MAX_LENGTH {
            return Err(InvalidUsername::Malformed);
        }
        let username = Self(text.to_owned());
        if RESERVED.contains(&username.key().as_str()) {
            return Err(InvalidUsername::Reserved);
        }
        Ok(username)
    }

    /// The username as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The canonical key in lower case, unique in an organization.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl fmt::Debug for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_names_that_cannot_be_mistaken() {
        for good in ["ada", "Ada.Lovelace", "a1_b-c", "0"] {
            assert!(Username::parse(good).is_ok(), "{good}");
        }
        for bad in [
            ".ada",
            "ada.",
            "-ada",
            "a b",
            "аda",
            "a\u{200B}",
            "a/b",
            "ａda",
        ] {
            assert_eq!(
                Username::parse(bad),
                Err(InvalidUsername::Malformed),
                "{bad}"
            );
        }
        assert_eq!(Username::parse(" "), Err(InvalidUsername::Empty));
        assert_eq!(Username::parse("ROOT"), Err(InvalidUsername::Reserved));
    }

    #[test]
    fn a_username_is_kept_as_typed_and_compared_in_lower_case() {
        let username = Username::parse(" Ada.Lovelace ").unwrap();
        assert_eq!(username.as_str(), "Ada.Lovelace");
        assert_eq!(username.key(), "ada.lovelace");
    }

    #[test]
    fn a_username_has_at_most_64_characters() {
        assert!(Username::parse(&"a".repeat(64)).is_ok());
        let long = Username::parse(&"a".repeat(65));
        assert_eq!(long, Err(InvalidUsername::Malformed));
    }
}
