//! Email addresses that are safe in `RCPT TO` and in a header.

use std::fmt;
use std::str::FromStr;

use lettre::Address;
use serde::{Deserialize, Serialize};

/// The maximum length of an address in SMTP (RFC 5321, section 4.5.3.1.3), in bytes.
const MAX_BYTES: usize = 254;

/// A syntactically valid email address. Keeps the spelling as typed.
///
/// Deliberately stricter than RFC 5321: the local part is a dot-atom, so it cannot contain quotes,
/// spaces, angle brackets, commas or control characters. An address therefore cannot end a header or an
/// SMTP command. Letters outside ASCII are allowed; they require a mail server with SMTPUTF8.
///
/// Two different values may be addresses of the same account; this type does not decide that.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MailAddress(Address);

/// Why a text is not a [`MailAddress`]. The message can be shown at a form field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMailAddress {
    /// More than 254 bytes.
    #[error("Use an email address of at most 254 characters")]
    TooLong,
    /// A space, a quote, a bracket, a comma, or a control or invisible character.
    #[error("Use an email address without spaces, quotes or brackets")]
    ForbiddenCharacter,
    /// Not of the form `name@domain`.
    #[error("Use an email address such as name@example.com")]
    Malformed,
}

impl MailAddress {
    /// Parses an address. Surrounding spaces are an error.
    pub fn parse(text: &str) -> Result<Self, InvalidMailAddress> {
        if text.len() > MAX_BYTES {
            return Err(InvalidMailAddress::TooLong);
        }
        if text.chars().any(is_forbidden) {
            return Err(InvalidMailAddress::ForbiddenCharacter);
        }
        Address::from_str(text)
            .map(Self)
            .map_err(|_| InvalidMailAddress::Malformed)
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    /// The part before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.user()
    }

    /// The part after the `@`.
    pub fn domain(&self) -> &str {
        self.0.domain()
    }

    pub(crate) fn as_lettre(&self) -> &Address {
        &self.0
    }
}

fn is_forbidden(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || crate::template::is_invisible(c)
        || matches!(
            c,
            '"' | '<' | '>' | '(' | ')' | ',' | ';' | ':' | '\\' | '[' | ']'
        )
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl FromStr for MailAddress {
    type Err = InvalidMailAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for MailAddress {
    type Error = InvalidMailAddress;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<MailAddress> for String {
    fn from(address: MailAddress) -> Self {
        address.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_an_address_as_it_was_written() {
        for text in [
            "ada@example.com",
            "Ada.Lovelace+mail@Sub.Example.com",
            "o'brien@example.com",
            "ada@localhost",
            "ädä@exämple.com",
        ] {
            let address = MailAddress::parse(text);
            assert_eq!(address.as_ref().map(MailAddress::as_str), Ok(text));
        }
    }

    #[test]
    fn refuses_what_could_end_a_header_or_a_command() {
        for text in [
            "ada@example.com\r\nBcc: eve@example.com",
            "ada@example.com\nRCPT TO:<eve@example.com>",
            "ada@example.com\0",
            " ada@example.com",
            "ada@example.com ",
            "\"ada lovelace\"@example.com",
            "Ada <ada@example.com>",
            "ada@example.com,eve@example.com",
            "<script>@example.com",
            "ada\u{202e}@example.com",
            "ada\u{200b}@example.com",
        ] {
            assert_eq!(
                MailAddress::parse(text),
                Err(InvalidMailAddress::ForbiddenCharacter),
                "{text:?}"
            );
        }
    }

    #[test]
    fn refuses_what_is_not_an_address() {
        for text in [
            "",
            "ada",
            "@example.com",
            "ada@",
            "ada@@example.com",
            "ada@-",
            "a..b@example.com",
        ] {
            assert_eq!(
                MailAddress::parse(text),
                Err(InvalidMailAddress::Malformed),
                "{text:?}"
            );
        }
        let long = format!("{}@example.com", "a".repeat(250));
        assert_eq!(MailAddress::parse(&long), Err(InvalidMailAddress::TooLong));
    }
}
