//! Each request gets an id that appears in the log, in `X-Request-Id` and in problems. An id sent by
//! the client is ignored, because it could contain anything.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use tracing::Instrument;
use uuid::Uuid;

/// The header with the id.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: Uuid;
}

/// The id of the current request.
pub fn current() -> Option<String> {
    CURRENT.try_with(Uuid::to_string).ok()
}

/// Must be the outermost middleware: everything inside runs in the request's span.
///
/// # Errors
/// Those of the inner service.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = Uuid::now_v7();
    let span = tracing::info_span!("request", id = %id);
    let mut response = CURRENT
        .scope(id, next.call(request))
        .instrument(span)
        .await?;
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(HEADER, value);
    }
    Ok(response)
}
