//! What is counted, for the metrics of the server.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ldap::response::ResultCode;

/// What the server has counted since it started.
#[derive(Debug, Default)]
pub struct Figures {
    open: AtomicUsize,
    refused: AtomicU64,
    requests: Mutex<BTreeMap<(&'static str, u8), Answered>>,
}

/// How many requests had the same operation and result, and how long they took together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// How many.
    pub count: u64,
    /// How long they took.
    pub took: Duration,
}

/// A connection that is open until this is dropped.
#[derive(Debug)]
pub(crate) struct Open<'a>(&'a Figures);

impl Figures {
    /// Open connections.
    pub fn open(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    /// Connections that were closed immediately, because there were too many.
    pub fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// The answered requests by operation and number of the result.
    pub fn requests(&self) -> Vec<((&'static str, u8), Answered)> {
        let requests = self.locked();
        requests.iter().map(|(of, count)| (*of, *count)).collect()
    }

    pub(crate) fn connected(&self) -> Open<'_> {
        self.open.fetch_add(1, Ordering::Relaxed);
        Open(self)
    }

    pub(crate) fn observe_refused(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn observe(&self, operation: &'static str, code: ResultCode, took: Duration) {
        let mut requests = self.locked();
        let answered = requests.entry((operation, code.number())).or_default();
        answered.count += 1;
        answered.took += took;
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<(&'static str, u8), Answered>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}
