//! Whether the server runs, and whether it can work.

use std::time::Duration;

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use contract::problem::ProblemType;
use identity::Context;

use crate::http::problem::{Answer, Refusal};

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// The process answers. Restart it when it does not.
#[get("/health/live")]
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "live" }))
}

/// The database answers. Send no requests while it does not.
///
/// # Errors
/// `busy`.
#[get("/health/ready")]
pub async fn ready(context: Data<Context>) -> Answer<HttpResponse> {
    let ping = tokio::time::timeout(PATIENCE, context.database().read().ping()).await;
    if let Ok(Ok(())) = ping {
        Ok(HttpResponse::Ok().json(serde_json::json!({ "status": "ready" })))
    } else {
        tracing::warn!("the database does not answer");
        let detail = "The database does not answer";
        Err(Refusal::new(ProblemType::Busy, detail))
    }
}
