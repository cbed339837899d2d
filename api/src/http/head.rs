//! Every `GET` endpoint also supports `HEAD`: the same response without content (RFC 9110,
//! section 9.3.2).

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::Error;
use actix_web::body::{BodySize, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::web::Bytes;

/// Replaces the content and keeps its length. actix-web omits the content of a `HEAD` response
/// itself, but it checks the method of the request that it has read last, which may already be the
/// client's next one. In that case the connection is closed.
struct NoContent(BodySize);

impl MessageBody for NoContent {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        self.0
    }

    fn poll_next(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        Poll::Ready(None)
    }
}

/// Must be the innermost middleware: endpoints see a `GET`, and the log the `HEAD`.
///
/// # Errors
/// Those of the inner service.
pub async fn middleware(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let only_head = request.method() == Method::HEAD;
    if only_head {
        request.head_mut().method = Method::GET;
    }
    let response = next.call(request).await?;
    Ok(response.map_body(|_, body| {
        if only_head {
            EitherBody::right(NoContent(body.size()))
        } else {
            EitherBody::left(body)
        }
    }))
}
