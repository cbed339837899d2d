//! Delivers rendered messages.

mod error;
mod mailbox;
mod outgoing;
mod settings;
mod smtp;

pub use error::DeliveryError;
pub use mailbox::{DevelopmentMailbox, StoredMessage};
pub use outgoing::{Outgoing, Receipt};
pub use settings::{Encryption, InvalidSmtpSettings, SmtpCredentials, SmtpPassword, SmtpSettings};
pub use smtp::SmtpTransport;

/// The destination of messages. Cheap to clone; clones share the same state.
#[derive(Debug, Clone)]
pub enum Transport {
    /// Sends to an SMTP server.
    Smtp(SmtpTransport),
    /// Stores in a mailbox in memory, for development without an SMTP server.
    Mailbox(DevelopmentMailbox),
}

impl Transport {
    /// Delivers a message, without retries.
    ///
    /// `Ok` means that the server has accepted it, not that it was read. An error says whether a
    /// retry can help. After some errors, such as a timeout after the last byte, the server may
    /// still have accepted the message. Retry with the same [`Outgoing::id`], which becomes its
    /// `Message-ID`, so that mail systems recognize the duplicate.
    pub async fn deliver(&self, message: &Outgoing) -> Result<Receipt, DeliveryError> {
        match self {
            Self::Smtp(smtp) => smtp.deliver(message).await,
            Self::Mailbox(mailbox) => Ok(mailbox.deliver(message)),
        }
    }
}
