//! Addresses of pages, and single-use links.

use std::fmt;

use time::{Duration, OffsetDateTime};
use url::Url;

/// The address of a page: `http` or `https`, with a host and without user name or password. So no
/// other scheme, such as `javascript:`, can be behind a button.
///
/// It may contain a token, so its `Debug` output only shows the origin.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct WebAddress(Url);

/// The text is not an absolute `http` or `https` address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an absolute http or https address")]
pub struct InvalidWebAddress;

impl WebAddress {
    /// Parses an address. Percent-encodes characters that are not allowed in a URL.
    pub fn parse(text: &str) -> Result<Self, InvalidWebAddress> {
        let url = Url::parse(text).map_err(|_| InvalidWebAddress)?;
        let web = matches!(url.scheme(), "http" | "https") && url.has_host();
        let anonymous = url.username().is_empty() && url.password().is_none();
        if web && anonymous {
            Ok(Self(url))
        } else {
            Err(InvalidWebAddress)
        }
    }

    /// The address as written in a message.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WebAddress({}/…)", self.0.origin().ascii_serialization())
    }
}

/// A link with a single-use token, and its lifetime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeLink {
    /// The page that the link opens, token included.
    pub address: WebAddress,
    /// When it expires.
    pub expires_at: OffsetDateTime,
    /// Its lifetime, shown in words next to the expiry.
    pub valid_for: Duration,
}

impl OneTimeLink {
    /// A link to `address`, created at the caller's current time.
    pub fn new(
        address: &str,
        now: OffsetDateTime,
        valid_for: Duration,
    ) -> Result<Self, InvalidWebAddress> {
        Ok(Self {
            address: WebAddress::parse(address)?,
            expires_at: now.saturating_add(valid_for),
            valid_for,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_web() {
        for text in [
            "javascript:alert(1)",
            "data:text/html,x",
            "/reset",
            "//example.com/reset",
            "mailto:ada@example.com",
            "https://user:password@example.com/",
            "https://",
            "",
        ] {
            assert_eq!(WebAddress::parse(text), Err(InvalidWebAddress), "{text}");
        }
    }

    #[test]
    fn an_address_cannot_leave_its_attribute_or_its_line() {
        let address = WebAddress::parse("https://id.example.com/reset?a=\"><b>\r\nBcc: eve#\"c d");
        let address = address.map(|it| it.as_str().to_owned()).unwrap_or_default();
        assert_eq!(
            address,
            "https://id.example.com/reset?a=%22%3E%3Cb%3EBcc:%20eve#%22c%20d"
        );
    }

    #[test]
    fn debug_shows_no_token() {
        let link = OneTimeLink::new(
            "https://id.example.com/reset#token=secret",
            OffsetDateTime::UNIX_EPOCH,
            Duration::hours(1),
        );
        let shown = format!("{link:?}");
        assert!(shown.contains("https://id.example.com/…"), "{shown}");
        assert!(!shown.contains("secret"), "{shown}");
    }
}
