//! Events.

mod stream;

use contract::events::Event;
use contract::events::chain::EventCheckpoint;
use contract::exports::ExportQuery;
use contract::ids::EventId;
use contract::page::{ListQuery, Page};

pub use self::stream::{ArrivedEvents, EventStream};
use crate::{Client, Error};

impl Client {
    /// Lists events, newest first. Filters: `contract::filter::EventFilter`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn events(&self, query: &ListQuery) -> Result<Page<Event>, Error> {
        self.get_page("/events", query).await
    }

    /// Finds an event.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn event(&self, id: EventId) -> Result<Event, Error> {
        self.get(&format!("/events/{id}")).await
    }

    /// Exports the events as a file, which is kept in memory.
    ///
    /// # Errors
    /// `invalid-query`, `too-many-requests`, `forbidden`.
    pub async fn export_events(&self, query: &ExportQuery) -> Result<Vec<u8>, Error> {
        self.get_file("/events/export", query).await
    }

    /// Exports the hash chain of events, with its checkpoints, as a file, which is kept in memory.
    ///
    /// # Errors
    /// `too-many-requests`, `forbidden`.
    pub async fn event_chain(&self) -> Result<Vec<u8>, Error> {
        self.get_file("/events/chain", &ExportQuery::default())
            .await
    }

    /// Lists the signed checkpoints of the hash chain of events, newest first.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn event_checkpoints(
        &self,
        query: &ListQuery,
    ) -> Result<Page<EventCheckpoint>, Error> {
        self.get_page("/events/checkpoints", query).await
    }
}
