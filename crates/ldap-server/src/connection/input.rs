//! What a connection has received.

use std::future::pending;
use std::time::Duration;

use ldap::message::{Request, Undecodable, first_message};
use ldap::request::Operation;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::{Instant, timeout_at};

use super::End;

/// How much is read at a time, at least. Small, because idle connections keep as much memory.
const CHUNK: usize = 2 * 1024;
/// A larger buffer is given back when it is empty.
const KEPT: usize = 4 * 1024;
/// Requests to abandon another one or to unbind are not longer.
const SHORT: usize = 32;

/// What a connection has received and not yet processed.
#[derive(Debug, Default)]
pub(crate) struct Input {
    buffer: Vec<u8>,
    /// How much of it was searched for requests that give up on the current one.
    searched: usize,
}

/// How long to wait for a message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waits {
    /// For its first byte.
    pub beginning: Duration,
    /// For the rest.
    pub rest: Duration,
}

/// How a client gives up on the request that is being processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GivenUp {
    /// It has abandoned the request.
    Abandoned,
    /// It has closed the connection, or will.
    Closed,
}

impl Input {
    /// Waits until a message is complete, and returns it decoded.
    pub async fn next(
        &mut self,
        stream: &mut (impl AsyncRead + Unpin),
        limit: usize,
        waits: Waits,
    ) -> Result<Result<Request, Undecodable>, End> {
        let begins_by = Instant::now() + waits.beginning;
        let mut ends_by = None;
        loop {
            if let Some(message) = first_message(&self.buffer, limit).map_err(End::Malformed)? {
                let length = message.len();
                let request = Request::decode(message);
                self.remove(length);
                return Ok(request);
            }
            // More bytes do not extend the time: otherwise a client could send one now and then for ever.
            let by = if self.buffer.is_empty() {
                begins_by
            } else {
                *ends_by.get_or_insert_with(|| Instant::now() + waits.rest)
            };
            match timeout_at(by, self.read(stream)).await {
                Ok(true) => {}
                Ok(false) => return Err(End::Closed),
                Err(_) if self.buffer.is_empty() => return Err(End::Idle),
                Err(_) => return Err(End::Slow),
            }
        }
    }

    /// Reads ahead while a request is processed, and returns when the client gives up on it. With the number
    /// of the request, the client can abandon it. What was read stays for [`Self::next`].
    pub async fn given_up(
        &mut self,
        stream: &mut (impl AsyncRead + Unpin),
        id: Option<i32>,
        limit: usize,
    ) -> GivenUp {
        loop {
            if let Some(given_up) = self.search(id, limit) {
                return given_up;
            }
            if self.buffer.len() >= limit {
                // The client waits, as long as the buffer is full.
                pending::<()>().await;
            }
            if !self.read(stream).await {
                return GivenUp::Closed;
            }
        }
    }

    /// Discards what was received.
    pub fn discard(&mut self) {
        *self = Self::default();
    }

    fn search(&mut self, id: Option<i32>, limit: usize) -> Option<GivenUp> {
        // What is malformed is reported when it is its turn.
        while let Ok(Some(message)) = first_message(&self.buffer[self.searched..], limit) {
            self.searched += message.len();
            if message.len() > SHORT {
                continue;
            }
            match Request::decode(message).map(|it| it.operation) {
                Ok(Operation::Abandon(abandoned)) if Some(abandoned) == id => {
                    return Some(GivenUp::Abandoned);
                }
                Ok(Operation::Unbind) => return Some(GivenUp::Closed),
                _ => {}
            }
        }
        None
    }

    /// Reads what is there. Returns false if nothing will come anymore.
    async fn read(&mut self, stream: &mut (impl AsyncRead + Unpin)) -> bool {
        self.buffer.reserve(CHUNK);
        matches!(stream.read_buf(&mut self.buffer).await, Ok(1..))
    }

    fn remove(&mut self, length: usize) {
        self.buffer.drain(..length);
        self.searched = self.searched.saturating_sub(length);
        if self.buffer.is_empty() && self.buffer.capacity() > KEPT {
            self.buffer = Vec::new();
        }
    }
}
