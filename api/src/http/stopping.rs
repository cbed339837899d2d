//! Graceful shutdown: running requests are completed, new ones are refused.

use std::time::Duration;

use actix_web::Error;
use actix_web::ResponseError;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::ConnectionType;
use actix_web::middleware::Next;
use actix_web::web::Data;
use contract::problem::{Problem, ProblemType};
use tokio_util::task::TaskTracker;

use super::problem::Refusal;

/// The running requests.
///
/// They must complete before the HTTP server is stopped. The server stops idle workers, and the database
/// connections of a worker end with it, although requests of other workers may be using them.
#[derive(Clone, Debug, Default)]
pub struct RunningRequests(TaskTracker);

impl RunningRequests {
    /// Whether the server is stopping, so that responses that last must end.
    pub fn are_ending(&self) -> bool {
        self.0.is_closed()
    }

    /// Refuses new requests, and waits at most `patience` for the running ones.
    pub async fn finish(&self, patience: Duration) {
        self.0.close();
        if tokio::time::timeout(patience, self.0.wait()).await.is_err() {
            tracing::warn!(
                requests = self.0.len(),
                "stopping while requests are still running"
            );
        }
    }
}

/// Accepts requests unless the server is stopping.
///
/// # Errors
/// Those of the inner service.
pub async fn middleware<B: MessageBody>(
    requests: Data<RunningRequests>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    // Counted before the check, so that `finish` either waits for the request or it is refused.
    let _running = requests.0.token();
    let mut response = if requests.0.is_closed() {
        let refusal = Refusal::from(Problem {
            retry_after_seconds: Some(1),
            ..Problem::new(ProblemType::Busy, "The server is shutting down. Try again")
        });
        request
            .into_response(refusal.error_response())
            .map_into_right_body()
    } else {
        next.call(request).await?.map_into_left_body()
    };
    if requests.0.is_closed() {
        let head = response.response_mut().head_mut();
        head.set_connection_type(ConnectionType::Close);
    }
    Ok(response)
}
