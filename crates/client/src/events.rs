//! Events.

use contract::events::Event;
use contract::exports::ExportQuery;
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

    /// Exports the events as a file, which is kept in memory.
    ///
    /// # Errors
    /// `invalid-query`, `too-many-requests`, `forbidden`.
    pub async fn export_events(&self, query: &ExportQuery) -> Result<Vec<u8>, Error> {
        self.get_file("/events/export", query).await
    }
}
