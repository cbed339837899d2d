//! A server that stops finishes what it has begun, and begins nothing.

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

/// The requests that run.
///
/// They are waited for before the HTTP server is stopped: it stops each worker that has nothing
/// to do, and with a worker end its connections to the database, which a request of another
/// worker may be using, and what its answers have left behind.
#[derive(Clone, Debug, Default)]
pub struct RunningRequests(TaskTracker);

impl RunningRequests {
    /// Takes no more, and waits until those that run are over, at most `patience`.
    pub async fn finish(&self, patience: Duration) {
        self.0.close();
        if tokio::time::timeout(patience, self.0.wait()).await.is_err() {
            tracing::warn!(
                requests = self.0.len(),
                "stopping in the middle of requests"
            );
        }
    }
}

/// Lets requests in while the server is not stopping.
///
/// # Errors
/// What is inside fails with.
pub async fn middleware<B: MessageBody>(
    requests: Data<RunningRequests>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    // Counted before it is looked whether it may run: whoever waits sees it or refuses it.
    let _running = requests.0.token();
    let mut response = if requests.0.is_closed() {
        let refusal = Refusal::from(Problem {
            retry_after_seconds: Some(1),
            ..Problem::new(ProblemType::Busy, "The server is stopping: try again")
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
