//! Large responses are passed on in pieces.
//!
//! actix-web copies what a body yields into the buffer of the connection, and only then waits until the client has read
//! it. A body that is in memory is yielded at once, so 1,000 clients that request the OpenAPI document and do not read it
//! would take 1.3 GB.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::Error;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Bytes;

/// The length of a piece, in bytes. A connection buffers this much before it waits for the client.
pub const PIECE: usize = 16 * 1024;

/// Passes on large responses in pieces.
///
/// # Errors
/// Those of the inner service.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let response = next.call(request).await?;
    Ok(response.map_body(|_, body| {
        if !is_large(&body) {
            return body.boxed();
        }
        let bytes = body.try_into_bytes();
        bytes.map_or_else(MessageBody::boxed, |bytes| BoxBody::new(Pieces(bytes)))
    }))
}

fn is_large(body: &impl MessageBody) -> bool {
    matches!(body.size(), BodySize::Sized(length) if length > PIECE as u64)
}

/// The rest of a body.
struct Pieces(Bytes);

impl MessageBody for Pieces {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.0.len() as u64)
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Infallible>>> {
        let length = self.0.len().min(PIECE);
        Poll::Ready((length > 0).then(|| Ok(self.0.split_to(length))))
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App, HttpResponse, web};

    use super::*;

    #[actix_web::test]
    async fn a_large_response_is_complete_and_in_small_pieces() {
        for length in [0, 1, PIECE, PIECE + 1, 10 * PIECE - 1] {
            let content: Vec<u8> = (0..=250).cycle().take(length).collect();
            let sent = content.clone();
            let answer = web::to(move || std::future::ready(HttpResponse::Ok().body(sent.clone())));
            let app = App::new().wrap(from_fn(middleware)).default_service(answer);
            let app = init_service(app).await;
            let response = call_service(&app, TestRequest::default().to_request()).await;
            let mut body = Box::pin(response.into_body());
            assert_eq!(body.size(), BodySize::Sized(length as u64));
            let mut received = Vec::new();
            while let Some(piece) = poll_fn(|context| body.as_mut().poll_next(context)).await {
                let piece = piece.ok().expect("a piece");
                assert!((1..=PIECE).contains(&piece.len()), "{length}");
                received.extend_from_slice(&piece);
            }
            assert!(received == content, "{length}");
        }
    }
}
