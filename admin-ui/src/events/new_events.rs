//! The events that arrived while the list was shown, and their places in it.

use contract::events::Event;
use contract::page::Page;

/// How many are kept. After more, the list is loaded again: each adds a row.
const MOST: usize = 200;

/// What arrived for one filter. A response to a request that was sent earlier does not contain it.
#[derive(Clone, Debug, Default)]
pub(super) struct Arrived {
    filter: Option<String>,
    events: Vec<Event>,
}

impl Arrived {
    /// Forgets everything that arrived for another filter. Returns whether it was another one.
    pub fn begin(&mut self, filter: Option<&str>) -> bool {
        let is_other = self.filter.as_deref() != filter;
        if is_other {
            self.filter = filter.map(str::to_owned);
            self.events.clear();
        }
        is_other
    }

    /// Keeps these events. If there are too many, forgets all of them and returns false: the list has
    /// to be loaded again.
    pub fn keep(&mut self, events: &[Event]) -> bool {
        for event in events {
            match self.events.iter_mut().find(|kept| kept.id == event.id) {
                Some(kept) => kept.clone_from(event),
                None => self.events.push(event.clone()),
            }
        }
        let fits = self.events.len() <= MOST;
        if !fits {
            self.events.clear();
        }
        fits
    }

    /// Adds what arrived for this filter to the first page of the list.
    pub fn add_to(&self, page: &mut Page<Event>, filter: Option<&str>) {
        if self.filter.as_deref() == filter {
            merge(page, &self.events);
        }
    }
}

/// Adds events to the first page of a list. One that is listed is replaced if it has got a later
/// position: it counts repeated failures. Returns how many are new, and whether the page changed.
pub(super) fn merge(page: &mut Page<Event>, events: &[Event]) -> (u64, bool) {
    // What is older is on the next pages, whose cursor follows the last row.
    let oldest = page.items.last().filter(|_| page.next_cursor.is_some());
    let oldest = oldest.map(|event| event.id);
    let (mut new, mut changed) = (0, false);
    for event in events {
        if let Some(listed) = page.items.iter_mut().find(|listed| listed.id == event.id) {
            if event.position > listed.position {
                listed.clone_from(event);
                changed = true;
            }
        } else if oldest.is_none_or(|oldest| event.id > oldest) {
            let at = page.items.partition_point(|listed| listed.id > event.id);
            page.items.insert(at, event.clone());
            page.total += 1;
            new += 1;
        }
    }
    (new, changed || new > 0)
}

#[cfg(test)]
mod tests {
    use contract::events::Event;
    use contract::page::Page;
    use serde_json::json;

    use super::{Arrived, MOST, merge};

    fn event(number: usize, position: Option<u64>) -> Event {
        let event = json!({
            "id": format!("00000000-0000-0000-0000-{number:012}"),
            "position": position,
            "at": "2026-11-29T12:00:00Z",
            "action": "sign_in.failed",
            "outcome": "failure",
            "actor": { "kind": "anonymous", "name": "" },
        });
        serde_json::from_value(event).unwrap()
    }

    fn page(numbers: &[usize], next: Option<&str>) -> Page<Event> {
        Page {
            items: numbers.iter().map(|&number| event(number, None)).collect(),
            total: 10,
            total_is_exact: true,
            next_cursor: next.map(str::to_owned),
        }
    }

    fn numbers(page: &Page<Event>) -> Vec<String> {
        let ids = page.items.iter().map(|event| event.id.to_string());
        ids.map(|id| id.trim_start_matches(['0', '-']).to_owned())
            .collect()
    }

    #[test]
    fn new_events_come_first_and_count() {
        let mut page = page(&[5, 3], Some("next"));
        let arrived = [event(6, Some(60)), event(7, Some(61)), event(4, Some(62))];
        assert_eq!(merge(&mut page, &arrived), (3, true));
        assert_eq!(numbers(&page), ["7", "6", "5", "4", "3"]);
        assert_eq!(page.total, 13);
        assert_eq!(merge(&mut page, &arrived), (0, false));
    }

    #[test]
    fn an_event_of_a_later_page_is_not_listed_twice() {
        let mut page = page(&[5, 3], Some("next"));
        assert_eq!(merge(&mut page, &[event(2, Some(60))]), (0, false));
        page.next_cursor = None;
        assert_eq!(merge(&mut page, &[event(2, Some(60))]), (1, true));
        assert_eq!(numbers(&page), ["5", "3", "2"]);
    }

    #[test]
    fn a_repeated_failure_replaces_its_row() {
        let mut page = page(&[5, 3], None);
        assert_eq!(merge(&mut page, &[event(3, Some(60))]), (0, true));
        assert_eq!(merge(&mut page, &[event(3, Some(59))]), (0, false));
        assert_eq!(numbers(&page), ["5", "3"]);
        assert_eq!(page.items[1].position, Some(60));
        assert_eq!(page.total, 10);
    }

    #[test]
    fn a_pending_response_gets_what_arrived_for_its_filter() {
        let mut arrived = Arrived::default();
        arrived.begin(Some("outcome:failure"));
        assert!(arrived.keep(&[event(6, Some(60)), event(6, Some(61))]));
        let mut other = page(&[5], None);
        arrived.add_to(&mut other, None);
        assert_eq!(numbers(&other), ["5"]);
        arrived.add_to(&mut other, Some("outcome:failure"));
        assert_eq!(numbers(&other), ["6", "5"]);
        assert_eq!(other.items[0].position, Some(61));
        assert!(arrived.begin(None));
        arrived.add_to(&mut other, None);
        assert_eq!(numbers(&other), ["6", "5"]);
    }

    #[test]
    fn too_many_are_forgotten() {
        let mut arrived = Arrived::default();
        let events: Vec<_> = (0..MOST).map(|number| event(number, Some(1))).collect();
        assert!(arrived.keep(&events));
        assert!(!arrived.keep(&[event(MOST, Some(1))]));
        assert!(arrived.keep(&events));
    }
}
