//! Responses that are written in parts.

use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// The number of parts that wait until the client takes them.
const WAITING: usize = 2;

/// A body whose parts are written while the client takes them. After an error, the connection is
/// closed, so that the client does not take the file for complete.
pub struct CsvParts(Receiver<Result<String, &'static str>>);

impl CsvParts {
    /// The body, and where its parts are sent to.
    pub fn channel() -> (Sender<Result<String, &'static str>>, Self) {
        let (sender, receiver) = channel(WAITING);
        (sender, Self(receiver))
    }
}

impl MessageBody for CsvParts {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let part = self.0.poll_recv(context);
        part.map(|part| part.map(|part| part.map(Bytes::from).map_err(Into::into)))
    }
}
