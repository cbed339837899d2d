//! Figures for Prometheus. Labels are bounded: a route is its pattern, a status its class.

mod endpoint;

use std::fmt::Write as _;
use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use identity::Context;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

pub use endpoint::{MetricsClients, metrics};

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
struct Took {
    method: &'static str,
    route: String,
}

/// The server's metrics.
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    durations: Family<Took, Histogram, fn() -> Histogram>,
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
        Self {
            registry,
            requests,
            durations,
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

    /// All metrics in the Prometheus text format.
    ///
    /// # Errors
    /// If a metric cannot be encoded.
    pub fn text(
        &self,
        context: &Context,
        mails_waiting: Option<u64>,
    ) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        prometheus_client::encoding::text::encode_registry(&mut text, &self.registry)?;
        gauge(
            &mut text,
            "latchkey_password_hash_queue",
            "Requests whose passwords are being hashed or checked, or waiting for it",
            context.hasher().queue_length() as u64,
        )?;
        if let Some(waiting) = mails_waiting {
            let help = "Emails waiting for delivery";
            gauge(&mut text, "latchkey_mail_queue", help, waiting)?;
        }
        prometheus_client::encoding::text::encode_eof(&mut text)?;
        Ok(text)
    }
}

fn gauge(text: &mut String, name: &str, help: &str, value: u64) -> std::fmt::Result {
    writeln!(
        text,
        "# HELP {name} {help}.\n# TYPE {name} gauge\n{name} {value}"
    )
}

fn known(method: &Method) -> &'static str {
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
