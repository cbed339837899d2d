//! Setting up the log: structured lines on standard error.

use std::io::IsTerminal;

use tracing_subscriber::Layer;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{LogConfig, LogFormat};

/// Sets up the log. A second call has no effect.
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
    // A subscriber that is already set up is kept.
    drop(result);
}
