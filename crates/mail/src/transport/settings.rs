//! How to reach an SMTP server.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;

use crate::address::MailAddress;

/// An SMTP server, and the sender that messages carry.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// The server's host name or address. With encryption, its certificate must be for it.
    pub host: String,
    /// Commonly 587 for STARTTLS, 465 for TLS, 25 for a relay on the same machine.
    pub port: u16,
    /// How the connection is protected.
    pub encryption: Encryption,
    /// Whom to sign in as; `None` for a relay that asks for nothing.
    pub credentials: Option<SmtpCredentials>,
    /// PEM certificates to trust besides the public ones, for a server with a private
    /// certificate authority. Empty for none.
    pub extra_root_certificates: String,
    /// The name that this client greets with (`EHLO`); `None` takes the sender's domain.
    pub hello_name: Option<String>,
    /// The sender's display name.
    pub from_name: String,
    /// The sender's address.
    pub from_address: MailAddress,
    /// The longest that one delivery may take, from connecting to the last answer.
    pub timeout: Duration,
}

impl SmtpSettings {
    /// How long a delivery may take unless the operator says otherwise.
    pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
}

/// How an SMTP connection is protected. Certificates are always checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// Not at all: for a relay on the same machine or on a network that is trusted.
    None,
    /// Upgraded before anything is said; a server that cannot is refused (RFC 3207).
    StartTls,
    /// From the first byte (RFC 8314).
    Tls,
}

/// A user name and a password for an SMTP server.
#[derive(Debug, Clone)]
pub struct SmtpCredentials {
    /// The user name.
    pub username: String,
    /// The password.
    pub password: SmtpPassword,
}

/// A password that its `Debug` does not print.
#[derive(Clone)]
pub struct SmtpPassword(String);

impl SmtpPassword {
    /// Wraps the password.
    pub fn new(password: String) -> Self {
        Self(password)
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SmtpPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpPassword(…)")
    }
}

/// Settings that cannot work, or must not.
#[derive(Debug, thiserror::Error)]
pub enum InvalidSmtpSettings {
    /// A password would cross the network unprotected.
    #[error(
        "an SMTP password needs encryption (starttls or tls) unless the server is on this machine"
    )]
    PasswordInClear,
    /// The extra certificates hold none: most likely the wrong file.
    #[error("the extra root certificates contain no PEM certificate")]
    NoCertificate,
    /// The extra certificates or the host name cannot be used for TLS.
    #[error("the SMTP server's TLS settings cannot be used: {0}")]
    Tls(#[source] lettre::transport::smtp::Error),
}
