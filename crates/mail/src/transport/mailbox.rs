//! A mailbox in memory that takes every message, for development.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::outgoing::{Outgoing, Receipt};

/// A message in a [`DevelopmentMailbox`].
pub type StoredMessage = Outgoing;

/// Keeps the last 200 messages, whoever they are for. Clones are handles to the same mailbox.
///
/// Whoever can list it can take over every account that mail goes to: for development only.
#[derive(Clone, Default)]
pub struct DevelopmentMailbox(Arc<Mutex<VecDeque<Arc<StoredMessage>>>>);

impl DevelopmentMailbox {
    /// How many messages are kept; the oldest gives way.
    pub const CAPACITY: usize = 200;

    /// An empty mailbox.
    pub fn new() -> Self {
        Self::default()
    }

    /// Every message, the latest delivered first.
    pub fn list(&self) -> Vec<Arc<StoredMessage>> {
        self.messages().iter().rev().cloned().collect()
    }

    /// One message by its [`Outgoing::id`].
    pub fn get(&self, id: Uuid) -> Option<Arc<StoredMessage>> {
        self.messages()
            .iter()
            .find(|message| message.id == id)
            .cloned()
    }

    /// Forgets every message.
    pub fn clear(&self) {
        self.messages().clear();
    }

    pub(super) fn deliver(&self, message: &Outgoing) -> Receipt {
        let mut messages = self.messages();
        // As a mail client does: the same Message-ID is the same message.
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
        // No code panics while it holds the lock, and a list of messages has no half-way state.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for DevelopmentMailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DevelopmentMailbox({} messages)", self.messages().len())
    }
}
