//! Turns, for what must not be done by too many at the same time who have something in common.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The turns of all who have a key. Those with the same key wait for each other, in the order of their arrival.
pub struct Turns<K> {
    at_once: usize,
    known: Mutex<HashMap<K, Weak<Semaphore>>>,
}

/// A turn, which ends when this is dropped.
pub struct Turn {
    /// `None` only if the semaphore was closed, which nobody does.
    _permit: Option<OwnedSemaphorePermit>,
}

impl<K: Eq + Hash> Turns<K> {
    /// Turns of which so many with the same key are taken at the same time.
    pub fn new(at_once: usize) -> Self {
        Self {
            at_once,
            known: Mutex::default(),
        }
    }

    /// Waits for a turn.
    pub async fn wait(&self, key: K) -> Turn {
        let permit = self.of(key).acquire_owned().await;
        Turn {
            _permit: permit.ok(),
        }
    }

    fn of(&self, key: K) -> Arc<Semaphore> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(one) = known.get(&key).and_then(Weak::upgrade) {
            return one;
        }
        // Those that nobody waits for or holds are forgotten.
        known.retain(|_, one| one.strong_count() > 0);
        let new = Arc::new(Semaphore::new(self.at_once));
        known.insert(key, Arc::downgrade(&new));
        new
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn now<T>(future: impl Future<Output = T>) -> Option<T> {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => Some(done),
            Poll::Pending => None,
        }
    }

    #[test]
    fn each_key_waits_for_itself_only() {
        let turns = Turns::new(3);
        let mut held: Vec<_> = (0..3).map(|_| now(turns.wait("one"))).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(now(turns.wait("one")).is_none());
        assert!(now(turns.wait("other")).is_some());
        held.pop();
        assert!(now(turns.wait("one")).is_some());
        drop(held);
        assert!(now(turns.wait("other")).is_some());
        let known = turns.known.lock().unwrap_or_else(PoisonError::into_inner);
        assert_eq!(known.keys().collect::<Vec<_>>(), [&"other"]);
    }
}
