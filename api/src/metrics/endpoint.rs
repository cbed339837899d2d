use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use contract::problem::ProblemType;
use identity::Context;
use ipnet::IpNet;

use super::Metrics;
use crate::http::client_address;
use crate::http::problem::{ApiResult, Refusal};

/// The clients that may read the metrics.
#[derive(Clone, Debug)]
pub struct MetricsClients(pub Vec<IpNet>);

/// The metrics, for the clients in `server.metrics_clients`. Others get 404.
///
/// # Errors
/// `not-found` for other clients.
#[get("/metrics")]
pub async fn metrics(
    request: HttpRequest,
    context: Data<Context>,
    metrics: Data<Metrics>,
    clients: Data<MetricsClients>,
) -> ApiResult<HttpResponse> {
    let client = client_address::known(&request);
    let named =
        client.is_some_and(|client| clients.0.iter().any(|network| network.contains(&client)));
    if !named {
        return Err(Refusal::new(ProblemType::NotFound, "Not found"));
    }
    let waiting = identity::outbox::waiting(&context).await.ok();
    let text = metrics
        .text(&context, waiting)
        .map_err(|_| Refusal::new(ProblemType::Internal, "The metrics cannot be encoded"))?;
    Ok(HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .body(text))
}
