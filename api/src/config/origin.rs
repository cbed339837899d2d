use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// A public address without a path, as browsers write it in `Origin`: `https://id.example.com`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    text: String,
    authority: String,
    https: bool,
    loopback: bool,
}

/// The text is not an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected https://host or https://host:port, without a path")]
pub struct InvalidOrigin;

impl Origin {
    /// The origin, without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Host and port as in the `Host` header: the port is omitted if it is the default.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether browsers reach it through TLS.
    pub const fn is_https(&self) -> bool {
        self.https
    }

    /// Whether it is a loopback address.
    pub const fn is_loopback(&self) -> bool {
        self.loopback
    }
}

impl FromStr for Origin {
    type Err = InvalidOrigin;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| InvalidOrigin)?;
        let host = url.host().ok_or(InvalidOrigin)?;
        let bare = matches!(url.path(), "" | "/")
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if !bare || !matches!(url.scheme(), "http" | "https") {
            return Err(InvalidOrigin);
        }
        let loopback = match host {
            Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let authority = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_string(),
        };
        Ok(Self {
            text: url.origin().ascii_serialization(),
            authority,
            https: url.scheme() == "https",
            loopback,
        })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_scheme_host_and_port_alone() {
        let origin: Origin = "https://ID.example.com:443/".parse().unwrap();
        assert_eq!(origin.as_str(), "https://id.example.com");
        assert_eq!(origin.authority(), "id.example.com");
        assert!(origin.is_https() && !origin.is_loopback());
        let local: Origin = "http://[::1]:8080".parse().unwrap();
        assert_eq!(local.authority(), "[::1]:8080");
        assert!(local.is_loopback());
        for bad in [
            "id.example.com",
            "https://id.example.com/x",
            "https://a@b.example",
            "https://b.example?x",
            "ftp://b.example",
            "",
        ] {
            assert_eq!(bad.parse::<Origin>(), Err(InvalidOrigin), "{bad}");
        }
    }
}
