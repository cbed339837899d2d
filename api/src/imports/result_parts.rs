use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use identity::Error;
use identity::imports::ResultFile;

/// The body of a result. The next part is read only when the connection can take it, and no more once the
/// client has gone. An error closes the connection before the end of the body, so that the client knows
/// that the file is incomplete.
pub(super) struct ResultParts(Option<Reading>);

type Reading = Pin<Box<dyn Future<Output = Read>>>;

/// A file, and its next part.
type Read = (ResultFile, Result<Option<String>, Error>);

impl ResultParts {
    /// The parts of a file that has not been read yet.
    pub fn of(mut file: ResultFile) -> Self {
        Self(Some(Box::pin(async move {
            let part = file.next().await;
            (file, part)
        })))
    }
}

impl MessageBody for ResultParts {
    type Error = Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        let this = self.get_mut();
        let Some(reading) = &mut this.0 else {
            return Poll::Ready(None);
        };
        let (file, part) = ready!(reading.as_mut().poll(context));
        this.0 = None;
        match part {
            Ok(None) => Poll::Ready(None),
            Err(error) => {
                tracing::error!(%error, "the result of an import could not be read");
                Poll::Ready(Some(Err(error)))
            }
            Ok(Some(part)) => {
                *this = Self::of(file);
                Poll::Ready(Some(Ok(part.into())))
            }
        }
    }
}
