//! The emails that Latchkey sends, and their delivery.
//!
//! - [`template`]: renders a typed [`Message`] as a subject, a plain text and an HTML page.
//! - [`address`]: an address that is safe in an SMTP command and in a header.
//! - [`transport`]: delivers a rendered message to an SMTP server or to the [`DevelopmentMailbox`].
//!
//! This crate has no access to the database and does not create links. The caller keeps the
//! rendered message until [`Transport::deliver`] has returned, and retries on
//! [`DeliveryError::Temporary`].

pub mod address;
pub mod template;
pub mod transport;

pub use address::{InvalidMailAddress, MailAddress};
pub use template::{
    Accent, CredentialChange, DoneBy, Envelope, InvalidWebAddress, InvalidWords, LockCause, Logo,
    MAX_BUTTON, MAX_LINE, MAX_LINES, MAX_TEXT, Message, MessageKind, OneTimeLink, OwnerChange,
    Placeholder, RenderError, Rendered, Rgb, ScheduledKind, ScheduledLine, WebAddress,
    WebhookChange, Words, WordsField, shows_logo, with_embedded_logo,
};
pub use transport::{
    DeliveryError, DevelopmentMailbox, Encryption, InvalidSmtpSettings, Outgoing, Receipt,
    SmtpCredentials, SmtpPassword, SmtpSettings, SmtpTransport, StoredMessage, Transport,
};
