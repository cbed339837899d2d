use tracing_subscriber::filter::Targets;

use super::reader::Reader;

/// `[log]`.
#[derive(Clone, Debug)]
pub struct LogConfig {
    /// What is written.
    pub level: Targets,
    /// The format.
    pub format: LogFormat,
}

/// The format of a log line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object per line, for programs.
    Json,
}

impl LogConfig {
    pub(super) fn read(reader: &mut Reader) -> Self {
        let words = [("text", LogFormat::Text), ("json", LogFormat::Json)];
        let format = reader.one_of("log", "format", &words);
        let (text, place) = reader
            .text("log", "level")
            .unwrap_or_else(|| ("info".to_owned(), String::new()));
        let level = text.parse().unwrap_or_else(|_| {
            let message = "expected error, warn, info, debug or trace, or a list such as \
                           info,latchkey=debug";
            reader.problem("log.level", &place, message);
            Targets::new()
        });
        Self { level, format }
    }
}
