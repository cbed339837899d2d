//! What Latchkey writes to people, and how it is delivered.
//!
//! - [`template`]: a typed [`Message`] becomes a subject, a plain text and an HTML page.
//! - [`address`]: an address that is safe in an SMTP command and in a header.
//! - [`transport`]: a rendered message goes to an SMTP server, or to the [`DevelopmentMailbox`].
//!
//! This crate knows no database and makes no links. The caller keeps the rendered message until
//! [`Transport::deliver`] has returned, and retries on [`DeliveryError::Temporary`].

pub mod address;
pub mod template;
pub mod transport;

pub use address::{InvalidMailAddress, MailAddress};
pub use template::{
    Envelope, InvalidWebAddress, LockCause, Message, MessageKind, OneTimeLink, RenderError,
    Rendered, WebAddress,
};
pub use transport::{
    DeliveryError, DevelopmentMailbox, Encryption, InvalidSmtpSettings, Outgoing, Receipt,
    SmtpCredentials, SmtpPassword, SmtpSettings, SmtpTransport, StoredMessage, Transport,
};
