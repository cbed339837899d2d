//! One log line per request, and metrics. Query strings and headers are not logged, because they may
//! contain secrets.

use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpRequest};
use uuid::Uuid;

use super::client_address;
use crate::assets::FromApps;
use crate::metrics::{Metrics, known};

/// Logs and counts each request.
///
/// # Errors
/// Those of the inner service.
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
    let request = response.request();
    let pattern = request.match_pattern();
    let route = route(request, pattern.clone());
    if let Some(metrics) = metrics {
        metrics.observe(&method, &route, status, took);
    }
    let path = if pattern.is_some_and(|pattern| is_harmless(request, &pattern)) {
        request.path()
    } else {
        &route
    };
    // A method can be any word, too.
    let method = known(&method);
    let milliseconds = took.as_secs_f64() * 1000.0;
    let status = status.as_u16();
    if status < 400 && QUIET.iter().any(|quiet| route.starts_with(quiet)) {
        tracing::debug!(%method, route, path, status, milliseconds, %client, "answered");
    } else {
        tracing::info!(%method, route, path, status, milliseconds, %client, "answered");
    }
    Ok(response)
}

/// Routes whose successful requests are only logged at debug level: machines ask often, everybody gets the same, and
/// writing the line takes longer than the response.
const QUIET: [&str; 6] = [
    "apps",
    "/health/",
    "/metrics",
    "/.well-known/",
    "/oidc/jwks",
    "/saml/{id}/metadata",
];

/// Whether the path can be logged: it is an endpoint's, and its parameters are identifiers. Any
/// other could contain anything, such as a key or the token of a link.
fn is_harmless(request: &HttpRequest, pattern: &str) -> bool {
    let parameters = request.match_info().iter();
    let is_identifier = |value: &str| value.len() == 36 && Uuid::try_parse(value).is_ok();
    let identifiers = parameters.filter(|(_, value)| is_identifier(value));
    identifiers.count() == pattern.matches('{').count()
}

/// The route in log and metrics: the endpoint's pattern, never the path itself.
fn route(request: &HttpRequest, pattern: Option<String>) -> String {
    let apps = || request.extensions().contains::<FromApps>();
    pattern.unwrap_or_else(|| if apps() { "apps" } else { "unmatched" }.to_owned())
}
