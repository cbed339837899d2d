//! Health checks.

use std::time::Duration;

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use contract::problem::{Problem, ProblemType};
use identity::Context;

use crate::http::problem::{ApiResult, Refusal};

/// How long the database may take to respond.
const PATIENCE: Duration = Duration::from_secs(2);

/// Liveness: the process responds. Restart it if not.
#[get("/health/live")]
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "live" }))
}

/// Readiness: the database responds. Route no requests to this server if not.
///
/// # Errors
/// `busy`.
#[get("/health/ready")]
pub async fn ready(context: Data<Context>) -> ApiResult<HttpResponse> {
    let ping = tokio::time::timeout(PATIENCE, context.database().read().ping()).await;
    if let Ok(Ok(())) = ping {
        Ok(HttpResponse::Ok().json(serde_json::json!({ "status": "ready" })))
    } else {
        tracing::warn!("the database does not respond");
        Err(Refusal::from(Problem {
            retry_after_seconds: Some(2),
            ..Problem::new(ProblemType::Busy, "The database does not respond")
        }))
    }
}
