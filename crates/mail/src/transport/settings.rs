//! The settings of an SMTP server.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;

use crate::address::MailAddress;

/// An SMTP server, and the sender of messages.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// The server's host name or address. With encryption, its certificate must match it.
    pub host: String,
    /// The port, commonly 587 for STARTTLS, 465 for TLS, and 25 for a relay on the same machine.
    pub port: u16,
    /// The encryption of the connection.
    pub encryption: Encryption,
    /// The credentials; `None` for a relay without authentication.
    pub credentials: Option<SmtpCredentials>,
    /// Additional trusted PEM certificates, for a server with a private certificate authority. May
    /// be empty.
    pub extra_root_certificates: String,
    /// The client's name in `EHLO`; by default the sender's domain.
    pub hello_name: Option<String>,
    /// The sender's display name.
    pub from_name: String,
    /// The sender's address.
    pub from_address: MailAddress,
    /// The maximum duration of a delivery, from connecting to the last reply.
    pub timeout: Duration,
}

impl SmtpSettings {
    /// The default maximum duration of a delivery.
    pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
}

/// The encryption of an SMTP connection. Certificates are always verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// No encryption: for a relay on the same machine or in a trusted network.
    None,
    /// STARTTLS before anything else is sent. Servers without STARTTLS are refused (RFC 3207).
    StartTls,
    /// TLS from the first byte (RFC 8314).
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

/// A password that is hidden in `Debug` output.
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

/// The settings cannot work or are not safe.
#[derive(Debug, thiserror::Error)]
pub enum InvalidSmtpSettings {
    /// The password would be sent over the network without encryption.
    #[error(
        "an SMTP password needs encryption (starttls or tls) unless the server is on this machine"
    )]
    PasswordInClear,
    /// The file with additional certificates contains none. It is probably the wrong file.
    #[error("the extra root certificates contain no PEM certificate")]
    NoCertificate,
    /// The additional certificates or the host name cannot be used for TLS.
    #[error("the SMTP server's TLS settings cannot be used: {0}")]
    Tls(#[source] lettre::transport::smtp::Error),
}
