//! Sends responses to clients that may be slow.

use std::time::Duration;

use ldap::response::Response;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, timeout};

use super::End;

/// A client must take as much at a time within the patience. So it cannot keep a connection by taking a
/// byte now and then.
const PART: usize = 16 * 1024;

/// Responses that are sent together.
#[derive(Debug, Default)]
pub(crate) struct Output {
    buffer: Vec<u8>,
    /// When everything must have been taken. After that, only what the client takes at once is sent.
    taken_by: Option<Instant>,
}

impl Output {
    /// The responses that follow must be taken within this time.
    pub fn begin(&mut self, patience: Duration) {
        self.taken_by = Some(Instant::now() + patience);
    }

    /// Adds a response. Sends what was added before, if it is enough for a part.
    pub async fn add(
        &mut self,
        stream: &mut (impl AsyncWrite + Unpin),
        response: &Response,
        patience: Duration,
    ) -> Result<(), End> {
        self.buffer.extend(response.encode());
        if self.buffer.len() >= PART {
            self.flush(stream, patience).await?;
        }
        Ok(())
    }

    /// Sends what was added.
    pub async fn flush(
        &mut self,
        stream: &mut (impl AsyncWrite + Unpin),
        patience: Duration,
    ) -> Result<(), End> {
        for part in self.buffer.chunks(PART) {
            let sent = async {
                stream.write_all(part).await?;
                stream.flush().await
            };
            let left = self.taken_by.map_or(patience, |taken_by| {
                taken_by.saturating_duration_since(Instant::now())
            });
            match timeout(patience.min(left), sent).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return Err(End::Closed),
                Err(_) => return Err(End::Slow),
            }
        }
        self.buffer.clear();
        Ok(())
    }
}
