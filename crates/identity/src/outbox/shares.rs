use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

/// What a delivery counts toward, and how many deliveries may run at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share {
    /// Whose share, for example an application's.
    pub of: Uuid,
    /// The maximum number of deliveries under way.
    pub most: usize,
}

/// The deliveries under way by what they count toward.
#[derive(Clone, Default)]
pub(super) struct Shares(Arc<Mutex<HashMap<Uuid, Count>>>);

struct Count {
    under_way: usize,
    most: usize,
}

/// A delivery under way, until it is dropped.
pub(super) struct Taken {
    shares: Shares,
    of: Vec<Uuid>,
}

impl Shares {
    /// Begins a delivery, unless one of its shares is used up.
    pub fn take(&self, shares: &[Share]) -> Option<Taken> {
        let mut counts = self.lock();
        let is_full = |share: &Share| {
            let count = counts.get(&share.of);
            count.is_some_and(|count| count.under_way >= share.most)
        };
        if shares.iter().any(is_full) {
            return None;
        }
        for share in shares {
            let count = counts.entry(share.of).or_insert(Count {
                under_way: 0,
                most: share.most,
            });
            count.under_way += 1;
        }
        Some(Taken {
            shares: self.clone(),
            of: shares.iter().map(|share| share.of).collect(),
        })
    }

    /// Those that are used up.
    pub fn full(&self) -> Vec<Uuid> {
        let counts = self.lock();
        let full = counts
            .iter()
            .filter(|(_, count)| count.under_way >= count.most);
        full.map(|(of, _)| *of).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Count>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut counts = self.shares.lock();
        for of in &self.of {
            if let Some(count) = counts.get_mut(of) {
                count.under_way = count.under_way.saturating_sub(1);
                if count.under_way == 0 {
                    counts.remove(of);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_more_than_a_share() {
        let shares = Shares::default();
        let [organization, one, other] = [1, 2, 3].map(Uuid::from_u128);
        let of = |application| {
            [(application, 2), (organization, 3)].map(|(of, most)| Share { of, most })
        };
        let first = shares.take(&of(one)).unwrap();
        let second = shares.take(&of(one)).unwrap();
        assert!(shares.take(&of(one)).is_none());
        assert_eq!(shares.full(), [one]);
        let third = shares.take(&of(other)).unwrap();
        assert!(shares.take(&of(other)).is_none(), "the organization's");
        drop((first, third));
        assert!(shares.full().is_empty());
        let fourth = shares.take(&of(one)).unwrap();
        drop((second, fourth));
        assert!(shares.lock().is_empty());
        // What counts toward nothing is not limited.
        let unlimited: Vec<_> = (0..9).filter_map(|_| shares.take(&[])).collect();
        assert_eq!(unlimited.len(), 9);
    }
}
