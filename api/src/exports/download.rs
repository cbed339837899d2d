use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, Responder};
use identity::Error;
use identity::exports::{Export, Pages};

use crate::openapi::Describe;

/// The response with the file of an export.
pub struct Download<P: Pages>(pub Export<P>);

impl<P: Pages> Describe for Download<P> {}

impl<P: Pages + 'static> Responder for Download<P> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let Self(export) = self;
        let disposition = format!("attachment; filename=\"{}\"", export.file_name());
        HttpResponse::Ok()
            .content_type(export.format().media_type())
            .insert_header((CONTENT_DISPOSITION, disposition))
            .body(Parts::Ready(Box::new(export)))
    }
}

/// The body. The next page is read only when the connection can take it, and no more once the client
/// has gone. An error closes the connection before the end of the body, so that the client knows that
/// the file is incomplete.
enum Parts<P: Pages> {
    Ready(Box<Export<P>>),
    Reading(Pin<Box<dyn Future<Output = Read<P>>>>),
    Done,
}

/// An export, and its next part.
type Read<P> = (Box<Export<P>>, Result<Option<Vec<u8>>, Error>);

impl<P: Pages + 'static> Parts<P> {
    fn read(mut export: Box<Export<P>>) -> Self {
        Self::Reading(Box::pin(async move {
            let part = export.next().await;
            (export, part)
        }))
    }
}

impl<P: Pages + 'static> MessageBody for Parts<P> {
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
            let (export, part) = match this {
                Self::Reading(reading) => ready!(reading.as_mut().poll(context)),
                Self::Done => return Poll::Ready(None),
                Self::Ready(_) => {
                    if let Self::Ready(export) = std::mem::replace(this, Self::Done) {
                        *this = Self::read(export);
                    }
                    continue;
                }
            };
            *this = Self::Done;
            match part {
                Ok(None) => return Poll::Ready(None),
                Err(error) => {
                    tracing::error!(%error, "an export failed before its end");
                    return Poll::Ready(Some(Err(error)));
                }
                Ok(Some(part)) => {
                    *this = Self::Ready(export);
                    // An empty chunk would end the body.
                    if !part.is_empty() {
                        return Poll::Ready(Some(Ok(part.into())));
                    }
                }
            }
        }
    }
}
