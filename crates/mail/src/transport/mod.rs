//! Delivering a rendered message.

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

/// Where messages go. Cheap to clone; clones share what is behind them.
#[derive(Debug, Clone)]
pub enum Transport {
    /// To an SMTP server.
    Smtp(SmtpTransport),
    /// To a mailbox in memory: for development, where no SMTP server is configured.
    Mailbox(DevelopmentMailbox),
}

impl Transport {
    /// Delivers one message, once.
    ///
    /// `Ok` means that the server took responsibility for it, not that it was read. An error
    /// says whether trying again can help. A server may have taken a message although
    /// the answer was lost (a timeout after the last byte): repeat it with the same
    /// [`Outgoing::id`], which becomes its `Message-ID`, so that mail systems recognize it.
    pub async fn deliver(&self, message: &Outgoing) -> Result<Receipt, DeliveryError> {
        match self {
            Self::Smtp(smtp) => smtp.deliver(message).await,
            Self::Mailbox(mailbox) => Ok(mailbox.deliver(message)),
        }
    }
}
