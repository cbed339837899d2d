//! A mailbox in memory that accepts all messages, for development.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::outgoing::{Outgoing, Receipt};

/// A message in a [`DevelopmentMailbox`].
pub type StoredMessage = Outgoing;

/// Keeps the last 200 messages to any recipients. Clones share the same mailbox.
///
/// Anyone who can list it can take over every account that receives an email. For development only.
#[derive(Clone, Default)]
pub struct DevelopmentMailbox(Arc<Mutex<VecDeque<Arc<StoredMessage>>>>);

impl DevelopmentMailbox {
    /// The number of messages that are kept. The oldest ones are dropped.
    pub const CAPACITY: usize = 200;

    /// Creates an empty mailbox.
    pub fn new() -> Self {
        Self::default()
    }

    /// All messages, the most recently delivered first.
    pub fn list(&self) -> Vec<Arc<StoredMessage>> {
        self.messages().iter().rev().cloned().collect()
    }

    /// The message with this [`Outgoing::id`].
    pub fn get(&self, id: Uuid) -> Option<Arc<StoredMessage>> {
        self.messages()
            .iter()
            .find(|message| message.id == id)
            .cloned()
    }

    /// Deletes all messages.
    pub fn clear(&self) {
        self.messages().clear();
    }

    pub(super) fn deliver(&self, message: &Outgoing) -> Receipt {
        let mut messages = self.messages();
        // Like a mail client, this treats messages with the same Message-ID as one.
        messages.retain(|known| known.id != message.id);
        while messages.len() >= Self::CAPACITY {
            messages.pop_front();
        }
        messages.push_back(Arc::new(message.clone()));
        Receipt {
            answer: "Kept in the development mailbox".to_owned(),
        }
    }

    fn messages(&self) -> MutexGuard<'_, VecDeque<Arc<StoredMessage>>> {
        // No code panics while holding the lock, and the list is never in an inconsistent state.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for DevelopmentMailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DevelopmentMailbox({} messages)", self.messages().len())
    }
}
