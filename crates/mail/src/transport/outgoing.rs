//! What goes into a transport, and what comes out of it.

use std::fmt;

use time::OffsetDateTime;
use uuid::Uuid;

use crate::address::MailAddress;
use crate::template::Rendered;

/// A message on its way. Its `Debug` shows neither of its bodies: they may hold a live link.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The same for every attempt to deliver the same message: it becomes the `Message-ID`.
    pub id: Uuid,
    /// When the message was written: its `Date`.
    pub written_at: OffsetDateTime,
    /// The one recipient.
    pub to: MailAddress,
    /// What they read.
    pub content: Rendered,
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

/// The transport took the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What the server answered, for the delivery log: one line of at most 200 characters,
    /// without links.
    pub answer: String,
}
