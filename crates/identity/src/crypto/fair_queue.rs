//! A queue that serves those who share it in turn.

use std::collections::{HashMap, VecDeque};

use super::asker::Sharer;

/// The waiting items by sharer: the largest networks take turns, within each the smaller ones, and within the
/// smallest the names. A network with a thousand waiting items delays another network by one turn only.
pub(super) struct FairQueue<T> {
    /// The items of no smaller sharer, in order of arrival.
    own: VecDeque<T>,
    /// The sharers with waiting items, the next one first.
    order: VecDeque<Sharer>,
    within: HashMap<Sharer, FairQueue<T>>,
}

impl<T> Default for FairQueue<T> {
    fn default() -> Self {
        Self {
            own: VecDeque::new(),
            order: VecDeque::new(),
            within: HashMap::new(),
        }
    }
}

impl<T> FairQueue<T> {
    /// Adds an item of a client that belongs to these, the largest first.
    pub fn push(&mut self, sharers: &[Sharer], item: T) {
        let Some((sharer, smaller)) = sharers.split_first() else {
            self.own.push_back(item);
            return;
        };
        let order = &mut self.order;
        self.within
            .entry(*sharer)
            .or_insert_with(|| {
                order.push_back(*sharer);
                Self::default()
            })
            .push(smaller, item);
    }

    /// Takes the next item.
    pub fn pop(&mut self) -> Option<T> {
        if let Some(item) = self.own.pop_front() {
            return Some(item);
        }
        let sharer = self.order.pop_front()?;
        let queue = self.within.get_mut(&sharer)?;
        let item = queue.pop();
        if queue.own.is_empty() && queue.order.is_empty() {
            self.within.remove(&sharer);
        } else {
            self.order.push_back(sharer);
        }
        item
    }

    /// The number of waiting items.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.own.len() + self.within.values().map(Self::len).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::super::asker::{Asker, Lane};
    use super::*;

    fn asker(address: &str) -> Asker {
        Asker::at(Lane::Unknown, address.parse().ok())
    }

    fn pushed(queue: &mut FairQueue<&'static str>, address: &str, item: &'static str) {
        queue.push(&asker(address).sharers, item);
    }

    fn all(mut queue: FairQueue<&'static str>) -> Vec<&'static str> {
        let items = std::iter::from_fn(|| queue.pop()).collect();
        assert!(queue.within.is_empty() && queue.order.is_empty());
        items
    }

    #[test]
    fn a_flood_from_many_networks_of_one_provider_has_one_turn() {
        let mut queue = FairQueue::default();
        for network in 0..100 {
            pushed(&mut queue, &format!("2001:db8:1:{network}::1"), "flood");
        }
        pushed(&mut queue, "2001:db8:2::1", "other");
        pushed(&mut queue, "192.0.2.1", "another");
        let all = all(queue);
        assert_eq!(all[..3], ["flood", "other", "another"]);
        assert_eq!(all.len(), 102);
    }

    #[test]
    fn networks_within_a_network_take_turns_too() {
        let mut queue = FairQueue::default();
        for item in ["a1", "a2", "a3"] {
            pushed(&mut queue, "192.0.2.1", item);
        }
        pushed(&mut queue, "192.0.2.2", "b1");
        pushed(&mut queue, "198.51.100.1", "c1");
        assert_eq!(all(queue), ["a1", "c1", "b1", "a2", "a3"]);
    }

    #[test]
    fn the_people_of_one_service_take_turns() {
        let mut queue = FairQueue::default();
        let mut ask = |name: &str, item| {
            let asker = asker("192.0.2.1").on_behalf_of(&name);
            queue.push(&asker.sharers, item);
        };
        for item in ["ann 1", "ann 2", "ann 3"] {
            ask("ann", item);
        }
        ask("bob", "bob 1");
        ask("cleo", "cleo 1");
        ask("bob", "bob 2");
        pushed(&mut queue, "198.51.100.1", "other");
        let order = [
            "ann 1", "other", "bob 1", "cleo 1", "ann 2", "bob 2", "ann 3",
        ];
        assert_eq!(all(queue), order);
    }

    #[test]
    fn a_caller_who_waits_again_is_served_after_the_others() {
        let mut queue = FairQueue::default();
        pushed(&mut queue, "192.0.2.1", "a1");
        pushed(&mut queue, "198.51.100.1", "b1");
        assert_eq!(queue.pop(), Some("a1"));
        pushed(&mut queue, "192.0.2.1", "a2");
        assert_eq!(all(queue), ["b1", "a2"]);
    }
}
