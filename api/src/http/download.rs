//! Responses that are files, written while they are sent.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, Responder};
use contract::exports::ExportFormat;
use identity::bulk_jobs;
use identity::events::ChainExport;
use identity::exports::{Export, ExportedTable, TableExport};
use identity::imports::ResultFile;
use identity::{Error, ExportedList};

use crate::openapi::Describe;

/// A file that is written in parts.
pub trait WrittenFile: 'static {
    /// The name under which it is saved. Only characters that need no encoding in a header.
    fn name(&self) -> &str;

    /// Its media type.
    fn media_type(&self) -> &'static str;

    /// Writes the next part; `None` after the last one.
    fn next(&mut self) -> impl Future<Output = Result<Option<Vec<u8>>, Error>>;
}

impl<L: ExportedList + 'static> WrittenFile for Export<L> {
    fn name(&self) -> &str {
        self.file_name()
    }

    fn media_type(&self) -> &'static str {
        Self::media_type(self)
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        Self::next(self).await
    }
}

impl WrittenFile for ChainExport {
    fn name(&self) -> &'static str {
        "event-chain.jsonl"
    }

    fn media_type(&self) -> &'static str {
        ExportFormat::Jsonl.media_type()
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        Self::next(self).await
    }
}

impl<T: ExportedTable + 'static> WrittenFile for TableExport<T> {
    fn name(&self) -> &'static str {
        self.file_name()
    }

    fn media_type(&self) -> &'static str {
        ExportFormat::Jsonl.media_type()
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        Self::next(self).await
    }
}

impl WrittenFile for ResultFile {
    fn name(&self) -> &'static str {
        "import-result.csv"
    }

    fn media_type(&self) -> &'static str {
        ExportFormat::Csv.media_type()
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        Ok(Self::next(self).await?.map(String::into_bytes))
    }
}

impl WrittenFile for bulk_jobs::ResultFile {
    fn name(&self) -> &'static str {
        "bulk-job-result.csv"
    }

    fn media_type(&self) -> &'static str {
        ExportFormat::Csv.media_type()
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        Ok(Self::next(self).await?.map(String::into_bytes))
    }
}

/// The response with a file.
pub struct Download<F>(pub F);

impl<F> Describe for Download<F> {}

impl<F: WrittenFile> Responder for Download<F> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let Self(file) = self;
        let disposition = format!("attachment; filename=\"{}\"", file.name());
        HttpResponse::Ok()
            .content_type(file.media_type())
            .insert_header((CONTENT_DISPOSITION, disposition))
            .body(Parts::Ready(Box::new(file)))
    }
}

/// The response with a file that is shown while it is written, such as server-sent events.
pub struct Streamed<F>(pub F);

impl<F> Describe for Streamed<F> {}

impl<F: WrittenFile> Responder for Streamed<F> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let Self(file) = self;
        HttpResponse::Ok()
            .content_type(file.media_type())
            // nginx would wait for more.
            .insert_header(("X-Accel-Buffering", "no"))
            .body(Parts::Ready(Box::new(file)))
    }
}

/// The body. The next part is written only when the connection can take it, and no more once the client
/// has gone. An error closes the connection before the end of the body, so that the client knows that
/// the file is incomplete.
enum Parts<F> {
    Ready(Box<F>),
    Writing(Pin<Box<dyn Future<Output = Written<F>>>>),
    Done,
}

/// A file, and its next part.
type Written<F> = (Box<F>, Result<Option<Vec<u8>>, Error>);

impl<F: WrittenFile> Parts<F> {
    fn write(mut file: Box<F>) -> Self {
        Self::Writing(Box::pin(async move {
            let part = file.next().await;
            (file, part)
        }))
    }
}

impl<F: WrittenFile> MessageBody for Parts<F> {
    type Error = Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        let this = self.get_mut();
        loop {
            let (file, part) = match this {
                Self::Writing(writing) => ready!(writing.as_mut().poll(context)),
                Self::Done => return Poll::Ready(None),
                Self::Ready(_) => {
                    if let Self::Ready(file) = std::mem::replace(this, Self::Done) {
                        *this = Self::write(file);
                    }
                    continue;
                }
            };
            *this = Self::Done;
            match part {
                Ok(None) => return Poll::Ready(None),
                Err(error) => {
                    tracing::error!(%error, "a file could not be written to its end");
                    return Poll::Ready(Some(Err(error)));
                }
                Ok(Some(part)) => {
                    *this = Self::Ready(file);
                    // An empty chunk would end the body.
                    if !part.is_empty() {
                        return Poll::Ready(Some(Ok(part.into())));
                    }
                }
            }
        }
    }
}
