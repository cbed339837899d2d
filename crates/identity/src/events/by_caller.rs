//! The events of what callers do. These methods are not in `actor`, because `actor` must not use `events`.

use contract::events::EventAction;

use super::record::NewEvent;
use crate::actor::{AdminPrincipal, SignedIn};

impl AdminPrincipal {
    /// An event of this action by this principal.
    pub(crate) fn event(&self, action: EventAction) -> NewEvent<'_> {
        let client = self.client();
        let event = NewEvent::new(action, self.party()).from(client);
        match client.bulk_job() {
            Some(id) => event.with("bulk_job", id.to_string()),
            None => event,
        }
    }
}

impl SignedIn {
    /// An event of this action by this person.
    pub(crate) fn event(&self, action: EventAction) -> NewEvent<'_> {
        NewEvent::new(action, self.party()).from(&self.client)
    }
}
