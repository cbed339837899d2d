//! Figures for Prometheus. Labels are bounded: a route is its pattern, a status its class.

mod endpoint;
mod ldap;
mod process;
mod text;

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use identity::Context;
use identity::outbox::Waiting;
use ldap_server::Figures;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

pub use endpoint::{MetricsClients, metrics};

use text::Text;

/// Upper bounds of the latency buckets, in seconds.
const BUCKETS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Limited {
    limit: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Took {
    method: &'static str,
    route: String,
}

/// The server's metrics.
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    durations: Family<Took, Histogram, fn() -> Histogram>,
    limited: Family<Limited, Counter>,
    ldap: Arc<Figures>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("latchkey");
        let requests = Family::<Answered, Counter>::default();
        let new: fn() -> Histogram = || Histogram::new(BUCKETS);
        let durations = Family::new_with_constructor(new);
        registry.register(
            "http_requests",
            "Requests by route and status class",
            requests.clone(),
        );
        registry.register(
            "http_request_duration_seconds",
            "Request duration",
            durations.clone(),
        );
        let limited = Family::<Limited, Counter>::default();
        for limit in ["requests", "sign_in"] {
            // From zero on, so that the first refusal is an increase.
            drop(limited.get_or_create(&Limited { limit }));
        }
        registry.register(
            "rate_limited",
            "Requests refused with 429, by limit",
            limited.clone(),
        );
        Self {
            registry,
            requests,
            durations,
            limited,
            ldap: Arc::default(),
        }
    }
}

impl Metrics {
    /// Counts one request. `route` is the pattern of the route, never the path itself.
    pub fn observe(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        let method = known(method);
        let answered = Answered {
            method,
            route: route.to_owned(),
            status: class(status),
        };
        self.requests.get_or_create(&answered).inc();
        let label = Took {
            method,
            route: answered.route,
        };
        self.durations
            .get_or_create(&label)
            .observe(took.as_secs_f64());
    }

    /// Counts a request that exceeds the quota with this name.
    pub fn observe_limited(&self, limit: &'static str) {
        self.limited.get_or_create(&Limited { limit }).inc();
    }

    /// What the LDAP server counts.
    pub fn ldap_figures(&self) -> Arc<Figures> {
        Arc::clone(&self.ldap)
    }

    /// All metrics in the Prometheus text format.
    ///
    /// # Errors
    /// If a metric cannot be encoded.
    pub fn text(
        &self,
        context: &Context,
        mail: Option<Waiting>,
    ) -> Result<String, std::fmt::Error> {
        let mut text = Text(String::new());
        prometheus_client::encoding::text::encode_registry(&mut text.0, &self.registry)?;
        text.of_ldap(&self.ldap)?;
        text.of_context(context, mail)?;
        text.of_program()?;
        prometheus_client::encoding::text::encode_eof(&mut text.0)?;
        Ok(text.0)
    }
}

/// The name of a known method. Clients can send any word.
pub fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}
