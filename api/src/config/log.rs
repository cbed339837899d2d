use tracing_subscriber::filter::{LevelFilter, Targets};

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
        let level = levels(&text).unwrap_or_else(|| {
            let message = "expected error, warn, info, debug or trace, or a list such as \
                           info,latchkey=debug";
            reader.problem("log.level", &place, message);
            Targets::new().with_default(LevelFilter::INFO)
        });
        Self { level, format }
    }
}

/// Reads one level for everything, and others for parts of the program. The library would take an unknown
/// level for the name of a module, and then log nothing else.
fn levels(text: &str) -> Option<Targets> {
    const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];
    let is_level = |word: &str| LEVELS.contains(&word.to_ascii_lowercase().as_str());
    let (mut general, mut words) = (false, Vec::new());
    for word in text.split(',').map(str::trim) {
        let known = match word.split_once('=') {
            Some((part, level)) => !part.is_empty() && (is_level(level) || level == "off"),
            None => {
                general = true;
                is_level(word)
            }
        };
        if !known {
            return None;
        }
        words.push(word);
    }
    let levels: Targets = words.join(",").parse().ok()?;
    Some(if general {
        levels
    } else {
        levels.with_default(LevelFilter::INFO)
    })
}
