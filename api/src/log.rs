//! Setting up the log: structured lines on standard error.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};

use tracing::{Level, Metadata};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{FilterExt, filter_fn};
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::cli::CliError;
use crate::config::{LogConfig, LogFormat};

/// Whether the log is for programs.
static IS_JSON: AtomicBool = AtomicBool::new(false);

/// Says why the program ends: in the log if programs read it, otherwise for a person.
pub fn failed(error: &CliError) {
    if IS_JSON.load(Ordering::Relaxed) {
        tracing::error!(%error, "failed");
    } else {
        eprintln!("{error}");
    }
}

/// The libraries that read requests. Below `info` they log paths and headers as the client sent them. These
/// can contain secrets, such as an API key or the token of a link.
const READ_REQUESTS: [&str; 2] = ["actix", "h2"];

/// Whether a line cannot contain parts of a request, whatever the configured level is.
fn is_discreet(metadata: &Metadata<'_>) -> bool {
    let mut libraries = READ_REQUESTS.iter();
    *metadata.level() <= Level::INFO
        || !libraries.any(|library| metadata.target().starts_with(library))
}

/// Sets up the log. A second call has no effect.
pub fn init(config: &LogConfig) {
    IS_JSON.store(config.format == LogFormat::Json, Ordering::Relaxed);
    let filter = config.level.clone().and(filter_fn(is_discreet));
    let registry = tracing_subscriber::registry();
    let result = match config.format {
        LogFormat::Text => registry
            .with(
                layer()
                    .with_ansi(std::io::stderr().is_terminal())
                    .with_writer(std::io::stderr)
                    .with_filter(filter),
            )
            .try_init(),
        LogFormat::Json => registry
            .with(
                layer()
                    .json()
                    .flatten_event(true)
                    .with_current_span(true)
                    .with_span_list(false)
                    .with_writer(std::io::stderr)
                    .with_filter(filter),
            )
            .try_init(),
    };
    // A subscriber that is already set up is kept.
    drop(result);
}
