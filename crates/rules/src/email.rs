//! Email addresses that identify accounts. Each has one canonical key.

use std::fmt;

/// The maximum length of an address in SMTP (RFC 5321, 4.5.3.1.3).
pub const MAX_LENGTH: usize = 254;

/// The text is not an email address that an account can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidEmail;

impl InvalidEmail {
    /// The error message, which says how to correct it.
    pub const MESSAGE: &'static str =
        "Enter an email address like name@example.com, in Latin letters without spaces";
}

/// An email address that can identify an account.
///
/// ASCII only, so that two addresses that look the same are the same, and any mail server accepts
/// them. Keeps the spelling as typed; comparisons use [`EmailAddress::key`].
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Parses an address: a dot-atom local part of at most 64 characters, and a domain of at least
    /// two labels (RFC 5321 without quoted strings and address literals).
    pub fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim();
        if text.len() > MAX_LENGTH {
            return Err(InvalidEmail);
        }
        let (local, domain) = text.split_once('@').ok_or(InvalidEmail)?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local.split('.').all(|atom| {
                !atom.is_empty()
                    && atom
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b))
            });
        let domain_ok = domain.contains('.')
            && domain.split('.').all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            });
        if local_ok && domain_ok {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidEmail)
        }
    }

    /// The address as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The canonical key in lower case, unique for each kind of account.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_addresses_that_every_mail_server_can_reach() {
        for good in [
            "a@b.co",
            "Ada.Lovelace+x@Example.COM",
            "o'hara@mail.example.org",
        ] {
            assert!(EmailAddress::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b.co",
            "a@",
            "a@b",
            "a@b..co",
            "a@b.co.",
            ".a@b.co",
            "a.@b.co",
            "a..b@c.de",
            "a b@c.de",
            "a@b@c.de",
            "a@-b.de",
            "\"a b\"@c.de",
            "a@[127.0.0.1]",
            "а@b.co",
            "a@exаmple.com",
            "a@b.co\r\nBcc: x@y.zz",
            "a\u{200B}@b.co",
        ] {
            assert!(EmailAddress::parse(bad).is_err(), "{bad}");
        }
        assert!(EmailAddress::parse(&format!("{}@b.co", "a".repeat(65))).is_err());
    }

    #[test]
    fn the_key_ignores_case_and_surrounding_space() {
        let one = EmailAddress::parse(" Ada@Example.com ").map(|e| e.key());
        assert_eq!(one, Ok("ada@example.com".to_owned()));
    }
}
