//! Email addresses that identify accounts. Each has one canonical key.

use std::fmt;

use crate::domain;

/// The maximum length of an address in SMTP (RFC 5321, 4.5.3.1.3).
pub const MAX_LENGTH: usize = 254;

/// The text is not an email address that an account can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidEmail;

impl InvalidEmail {
    /// The error message, which says how to correct it.
    pub const MESSAGE: &'static str = "Enter an email address like name@example.com, without spaces and with Latin letters before the @";
}

/// An email address that can identify an account.
///
/// Before the `@` only ASCII, so that two addresses that look the same are the same, and any mail
/// server accepts them. The domain may be international: it is compared and used in its ASCII form
/// (IDNA, RFC 5891). Keeps the spelling as typed.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress {
    typed: String,
    ascii: String,
}

impl EmailAddress {
    /// Parses an address: a dot-atom local part of at most 64 characters, and a domain of at least two
    /// labels, the last of which contains a letter (RFC 5321 without quoted strings and IP addresses).
    pub fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim();
        let (local, domain) = text.split_once('@').ok_or(InvalidEmail)?;
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local.split('.').all(|atom| {
                !atom.is_empty()
                    && atom
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b))
            });
        if !local_ok {
            return Err(InvalidEmail);
        }
        let domain = ascii_domain(domain).ok_or(InvalidEmail)?;
        let ascii = format!("{local}@{domain}");
        if ascii.len() > MAX_LENGTH {
            return Err(InvalidEmail);
        }
        Ok(Self {
            typed: text.to_owned(),
            ascii,
        })
    }

    /// The address as it was typed.
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// The address as mail servers need it.
    pub fn ascii(&self) -> &str {
        &self.ascii
    }

    /// The canonical key in lower case, unique for each kind of account.
    pub fn key(&self) -> String {
        self.ascii.to_ascii_lowercase()
    }

    /// The key of the address in `text`. A text that is not an address has a key that no address has.
    pub fn key_of(text: &str) -> String {
        Self::parse(text).map_or_else(|_| text.to_ascii_lowercase(), |email| email.key())
    }
}

/// The ASCII form of a domain, if it is the name of a mail server's domain.
fn ascii_domain(domain: &str) -> Option<String> {
    let domain = domain::to_ascii(domain)?;
    let (_, last) = domain.rsplit_once('.')?;
    let is_domain = last.bytes().any(|b| b.is_ascii_alphabetic());
    is_domain.then_some(domain)
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
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
            "max@müller.de",
            "max@пример.рф",
            "max@例え.jp",
            "a@b.xn--p1ai",
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
            "user@1.2.3.4",
            "user@example.123",
            "a@example.com:25",
            "a@example.com/x",
            "a@exa%6Dple.com",
            "a@١٢٧.٠.٠.١",
            "mäx@example.com",
            "a@mül\u{200B}ler.de",
            "а@b.co",
            "a@exаmple.com",
            "a@b.co\r\nBcc: x@y.zz",
            "a\u{200B}@b.co",
        ] {
            assert!(EmailAddress::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_key_ignores_case_and_surrounding_space() {
        let one = EmailAddress::parse(" Ada@Example.com ").map(|e| e.key());
        assert_eq!(one, Ok("ada@example.com".to_owned()));
    }

    #[test]
    fn an_international_domain_is_compared_in_its_ascii_form() {
        let email = EmailAddress::parse("Max@Müller.DE").unwrap();
        assert_eq!(email.as_str(), "Max@Müller.DE");
        assert_eq!(email.ascii(), "Max@xn--mller-kva.de");
        assert_eq!(email.key(), "max@xn--mller-kva.de");
        let ascii = EmailAddress::parse("max@xn--mller-kva.de").map(|email| email.key());
        assert_eq!(ascii, Ok(email.key()));
        let composed = EmailAddress::parse("max@mu\u{308}ller.de").map(|email| email.key());
        assert_eq!(composed, Ok(email.key()));
        assert_eq!(EmailAddress::key_of("MAX@müller.de"), email.key());
        assert_eq!(EmailAddress::key_of("Max"), "max");
    }

    #[test]
    fn an_address_is_as_long_as_mail_servers_accept() {
        // Labels of 63, 63 and a rest make a domain of any length.
        let domain = |length: usize| {
            let rest = "c".repeat(length - 2 * 64 - 3);
            format!("{0}.{0}.{rest}.de", "b".repeat(63))
        };
        for (local, domain_length, fits) in [
            (64, 189, true),
            (64, 190, false),
            (64, 191, false),
            (65, 188, false),
        ] {
            let address = format!("{}@{}", "a".repeat(local), domain(domain_length));
            assert_eq!(address.len(), local + 1 + domain_length);
            assert_eq!(EmailAddress::parse(&address).is_ok(), fits, "{address}");
        }
        // An international domain counts in its ASCII form, here `xn--tda` for `ü`.
        let international = format!("{}@ü.{}", "a".repeat(64), domain(186));
        assert_eq!(international.len(), 254);
        assert!(EmailAddress::parse(&international).is_err());
    }
}
