//! The input and output of a transport.

use std::fmt;

use time::OffsetDateTime;
use uuid::Uuid;

use crate::address::MailAddress;
use crate::template::Rendered;

/// A message to deliver. Its `Debug` output does not show its bodies, which may contain a valid
/// link.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Identifies the message across delivery attempts. Becomes the `Message-ID`.
    pub id: Uuid,
    /// When the message was written: its `Date` header.
    pub written_at: OffsetDateTime,
    /// The only recipient.
    pub to: MailAddress,
    /// The rendered message.
    pub content: Rendered,
    /// The logo that the message shows (PNG).
    pub logo: Option<Vec<u8>>,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("id", &self.id)
            .field("written_at", &self.written_at)
            .field("to", &self.to)
            .field("content", &self.content)
            .finish()
    }
}

/// The transport has accepted the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The server's reply, for the delivery log: one line of at most 200 characters, without links.
    pub answer: String,
}
