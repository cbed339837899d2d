//! Setting up the log: structured lines on standard error.

use std::io::IsTerminal;

use tracing_subscriber::Layer;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{LogConfig, LogFormat};

/// Writes the log from now on. A second call changes nothing.
pub fn init(config: &LogConfig) {
    let filter = config.level.clone();
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
    // Somebody else has set one up: theirs stays.
    drop(result);
}
