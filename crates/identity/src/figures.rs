//! The counters of this server since it started, for its operator.

use std::sync::atomic::{AtomicU64, Ordering};

use contract::events::EventAction;

/// Counters. A transaction that is rolled back may have counted its event.
pub struct Figures {
    events: [AtomicU64; EventAction::ALL.len()],
    mails: [AtomicU64; MailOutcome::ALL.len()],
}

/// What became of an attempt to deliver an email.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailOutcome {
    /// The mail server accepted it.
    Sent,
    /// It is tried again later.
    Retried,
    /// It was given up.
    Failed,
}

impl MailOutcome {
    /// All outcomes.
    pub const ALL: [Self; 3] = [Self::Sent, Self::Retried, Self::Failed];

    /// Its name as a label.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Retried => "retried",
            Self::Failed => "failed",
        }
    }
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            events: EventAction::ALL.map(|_| AtomicU64::new(0)),
            mails: MailOutcome::ALL.map(|_| AtomicU64::new(0)),
        }
    }
}

impl Figures {
    pub(crate) fn count_event(&self, action: EventAction) {
        self.events[action as usize].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count_mail(&self, outcome: MailOutcome) {
        self.mails[outcome as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// The events recorded by this server, by action.
    pub fn events(&self) -> impl Iterator<Item = (EventAction, u64)> {
        let counts = self.events.iter().map(|one| one.load(Ordering::Relaxed));
        EventAction::ALL.into_iter().zip(counts)
    }

    /// The delivery attempts of this server, by outcome.
    pub fn mails(&self) -> impl Iterator<Item = (MailOutcome, u64)> {
        let counts = self.mails.iter().map(|one| one.load(Ordering::Relaxed));
        MailOutcome::ALL.into_iter().zip(counts)
    }
}
