//! Events.

use contract::events::Event;
use contract::page::{ListQuery, Page};

use crate::{Client, Error};

impl Client {
    /// A page of events, the latest first. `contract::filter::EventFilter` writes the filter.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn events(&self, query: &ListQuery) -> Result<Page<Event>, Error> {
        self.get_page("/events", query).await
    }
}
