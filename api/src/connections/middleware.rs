use std::rc::Rc;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::http::header::TRANSFER_ENCODING;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, ResponseError};
use contract::problem::{Problem, ProblemType};
use tokio::time::Instant;

use super::deadline::Deadline;
use super::shares::{NetworkShares, Sharing};
use crate::http::{Refusal, client_address};

/// Tells the deadline of the connection when the server handles a request, and when the client has
/// to continue. Must be the outermost middleware.
///
/// # Errors
/// Those of the inner service.
pub async fn follow(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let deadline = request.request().conn_data::<Rc<Deadline>>().cloned();
    if let Some(deadline) = &deadline {
        deadline.handles();
    }
    let answer = next.call(request).await;
    if let Some(deadline) = &deadline {
        let closing = answer.as_ref().map_or(true, |answer| {
            answer.response().head().connection_type() == ConnectionType::Close
        });
        deadline.answered(closing, Instant::now());
    }
    answer
}

/// Refuses bodies of unknown length, and more parallel requests than the share of a network. Does not
/// limit health checks.
///
/// # Errors
/// Those of the inner service.
pub async fn at_a_time<B: MessageBody + 'static>(
    shares: Data<NetworkShares>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let _sharing = match admit(&shares, &request) {
        Ok(sharing) => sharing,
        Err(refusal) => {
            let mut response = request.into_response(refusal.error_response());
            // The body was not read, so the start of the next request is unknown.
            let head = response.response_mut().head_mut();
            head.set_connection_type(ConnectionType::Close);
            return Ok(response.map_into_right_body());
        }
    };
    let response = next.call(request).await?;
    Ok(response.map_into_left_body())
}

fn admit(shares: &NetworkShares, request: &ServiceRequest) -> Result<Option<Sharing>, Refusal> {
    if request.headers().contains_key(TRANSFER_ENCODING) {
        let detail = "Send the body with a Content-Length and without Transfer-Encoding";
        return Err(Refusal::new(ProblemType::LengthRequired, detail));
    }
    if request.path().starts_with("/health/") {
        return Ok(None);
    }
    let address = client_address::of(request.request());
    let sharing = shares.take(Some(address));
    let too_many = || Problem {
        retry_after_seconds: Some(1),
        ..Problem::new(
            ProblemType::Busy,
            "Too many requests from your network at a time. Try again in a moment",
        )
    };
    sharing.map(Some).ok_or_else(|| too_many().into())
}
