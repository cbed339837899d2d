//! Events as they happen.

use contract::events::{Event, StreamQuery};

use crate::request::with_query;
use crate::server_sent::Messages;
use crate::transport::Incoming;
use crate::{Client, Error};

/// An open stream of events. Dropping it closes the connection.
pub struct EventStream {
    incoming: Incoming,
    messages: Messages,
}

/// What arrived together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArrivedEvents {
    /// The events, oldest first. Empty if the server only says that it is there.
    pub events: Vec<Event>,
    /// The position up to which nothing is missing, for `after` of the next stream; `None` if it has
    /// not changed.
    pub position: Option<u64>,
}

impl Client {
    /// Opens a stream of the events that become visible from now on, or after a position. The filter is
    /// that of [`events`](Self::events). The server ends it after some minutes: open the next one after
    /// the last position.
    ///
    /// # Errors
    /// `invalid-query`, `too-many-requests`, `forbidden`.
    pub async fn event_stream(&self, query: &StreamQuery) -> Result<EventStream, Error> {
        let incoming = self.open(&with_query("/events/stream", query)).await?;
        Ok(EventStream {
            incoming,
            messages: Messages::default(),
        })
    }
}

impl EventStream {
    /// Waits until something arrives; `None` at the end of the stream.
    ///
    /// # Errors
    /// If the connection is lost.
    pub async fn next(&mut self) -> Result<Option<ArrivedEvents>, Error> {
        let part = self.incoming.next().await.map_err(Error::Network)?;
        let Some(part) = part else {
            return Ok(None);
        };
        let mut arrived = ArrivedEvents::default();
        for message in self.messages.add(&part) {
            if let Some(data) = message.data {
                let event = serde_json::from_str(&data).map_err(|_| Error::Unexpected {
                    status: self.incoming.status(),
                })?;
                arrived.events.push(event);
            }
            arrived.position = message.id.or(arrived.position);
        }
        Ok(Some(arrived))
    }
}

impl std::fmt::Debug for EventStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EventStream")
    }
}
