//! Events.

use contract::events::Event;
use contract::page::{ListQuery, Page};

use crate::{Client, Error};

impl Client {
    /// Lists events, newest first. Filters: `contract::filter::EventFilter`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn events(&self, query: &ListQuery) -> Result<Page<Event>, Error> {
        self.get_page("/events", query).await
    }
}
