//! One line a request, and its figures. Neither query strings nor headers are written: they
//! may hold what must not be in a log.

use std::time::Instant;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;

use super::client_address;
use crate::metrics::Metrics;

/// Notes each request when it is answered.
///
/// # Errors
/// What is inside fails with.
pub async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let began = Instant::now();
    let method = request.method().clone();
    let client = client_address::of(request.request());
    let metrics = request.app_data::<Data<Metrics>>().cloned();
    let response = next.call(request).await?;
    let took = began.elapsed();
    let status = response.status();
    // The pattern, not the path: an unknown path could hold anything.
    let route = response
        .request()
        .match_pattern()
        .unwrap_or_else(|| "unmatched".to_owned());
    if let Some(metrics) = metrics {
        metrics.observe(&method, &route, status, took);
    }
    let path = if route == "unmatched" || route.contains(".*") {
        route.as_str()
    } else {
        response.request().path()
    };
    let milliseconds = took.as_secs_f64() * 1000.0;
    if route.starts_with("/health/") || route == "/metrics" {
        tracing::debug!(%method, path, status = status.as_u16(), milliseconds, %client, "answered");
    } else {
        tracing::info!(%method, path, status = status.as_u16(), milliseconds, %client, "answered");
    }
    Ok(response)
}
