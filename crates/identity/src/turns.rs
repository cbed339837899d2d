//! Turns of organizations, for what takes long and uses what belongs to all of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use contract::ids::OrganizationId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many operations of one organization have a turn at the same time.
const AT_ONCE: usize = 8;

/// The turns of all organizations. Those of one organization wait for each other, in the order of their arrival, so
/// none of them occupies the database.
#[derive(Default)]
pub(crate) struct Turns(Mutex<HashMap<OrganizationId, Weak<Semaphore>>>);

/// A turn, which ends when this is dropped.
pub(crate) struct Turn {
    /// `None` only if the semaphore was closed, which nobody does.
    _permit: Option<OwnedSemaphorePermit>,
}

impl Turns {
    /// Waits for a turn of an organization.
    pub(crate) async fn wait(&self, organization: OrganizationId) -> Turn {
        let permit = self.of(organization).acquire_owned().await;
        Turn {
            _permit: permit.ok(),
        }
    }

    fn of(&self, organization: OrganizationId) -> Arc<Semaphore> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = turns.get(&organization).and_then(Weak::upgrade) {
            return known;
        }
        // Those that nobody waits for or holds are forgotten.
        turns.retain(|_, one| one.strong_count() > 0);
        let new = Arc::new(Semaphore::new(AT_ONCE));
        turns.insert(organization, Arc::downgrade(&new));
        new
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use uuid::Uuid;

    use super::*;

    fn now<T>(future: impl Future<Output = T>) -> Option<T> {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => Some(done),
            Poll::Pending => None,
        }
    }

    #[test]
    fn each_organization_waits_for_itself_only() {
        let turns = Turns::default();
        let [one, other] = [1, 2].map(|id| OrganizationId(Uuid::from_u128(id)));
        let mut held: Vec<_> = (0..AT_ONCE).map(|_| now(turns.wait(one))).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(now(turns.wait(one)).is_none());
        assert!(now(turns.wait(other)).is_some());
        held.pop();
        assert!(now(turns.wait(one)).is_some());
        drop(held);
        assert!(now(turns.wait(other)).is_some());
        let known = turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        assert_eq!(known.keys().collect::<Vec<_>>(), [&other]);
    }
}
