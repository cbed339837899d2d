//! Delivery errors, with reasons that are safe to store in the delivery log.

use std::error::Error as _;
use std::io::ErrorKind;

use lettre::transport::smtp;

use crate::template::one_line;

/// The maximum length of a reason, in characters.
const MAX_REASON_CHARS: usize = 200;
/// Longer words are removed from reasons: they are more likely tokens than words.
const MAX_WORD_CHARS: usize = 40;

/// A message was not delivered.
///
/// The reason is one line of at most 200 characters. It quotes the mail server's reply without
/// links and without words that are long enough to be a token, so it may be logged and shown to
/// administrators.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryError {
    /// This message will never be accepted for this recipient. Do not retry.
    #[error("{reason}")]
    Permanent {
        /// Why, for the delivery log.
        reason: String,
    },
    /// The server is unavailable, busy or misconfigured. Retry later.
    #[error("{reason}")]
    Temporary {
        /// Why, for the delivery log.
        reason: String,
    },
}

impl DeliveryError {
    /// Whether retrying is useless.
    pub fn is_permanent(&self) -> bool {
        matches!(self, Self::Permanent { .. })
    }

    /// Why, for the delivery log.
    pub fn reason(&self) -> &str {
        match self {
            Self::Permanent { reason } | Self::Temporary { reason } => reason,
        }
    }

    pub(super) fn permanent(reason: &str) -> Self {
        Self::Permanent {
            reason: safe(reason),
        }
    }

    pub(super) fn temporary(reason: &str) -> Self {
        Self::Temporary {
            reason: safe(reason),
        }
    }

    /// An error before the recipient was sent. Such errors concern the server or its settings, so
    /// the message waits until they are fixed.
    pub(super) fn before_recipient(step: &str, error: &smtp::Error) -> Self {
        Self::temporary(&format!("{step}: {}", describe(error)))
    }

    /// An error after the recipient was sent: 5xx is permanent.
    pub(super) fn from_recipient_on(step: &str, error: &smtp::Error) -> Self {
        let reason = format!("{step}: {}", describe(error));
        if error.is_permanent() {
            Self::permanent(&reason)
        } else {
            Self::temporary(&reason)
        }
    }
}

/// The server's reply with its code, or a description of the connection error.
fn describe(error: &smtp::Error) -> String {
    let source = error.source().map(ToString::to_string).unwrap_or_default();
    if let Some(code) = error.status() {
        return format!("{code} {source}");
    }
    if error.is_tls() {
        return format!("no trusted encrypted connection ({source})");
    }
    match io_kind(error) {
        Some(ErrorKind::ConnectionRefused) => "connection refused".to_owned(),
        Some(ErrorKind::TimedOut) => "no answer in time".to_owned(),
        Some(
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof,
        ) => "the server closed the connection".to_owned(),
        _ if source.is_empty() => error.to_string(),
        _ => source,
    }
}

fn io_kind(error: &smtp::Error) -> Option<ErrorKind> {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(io) = cause.downcast_ref::<std::io::Error>() {
            return Some(io.kind());
        }
        source = cause.source();
    }
    None
}

/// Reduces a text to one short line without links and tokens.
pub(super) fn safe(text: &str) -> String {
    let line = one_line(text)
        .split(' ')
        .map(|word| {
            let hide = word.contains("://") || word.chars().count() > MAX_WORD_CHARS;
            if hide { "[…]" } else { word }
        })
        .collect::<Vec<_>>()
        .join(" ");
    match line.char_indices().nth(MAX_REASON_CHARS) {
        Some(_) => line
            .chars()
            .take(MAX_REASON_CHARS - 1)
            .chain(['…'])
            .collect(),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_short_and_hold_no_links() {
        assert_eq!(
            safe("554 blocked:\r\nhttps://id.example.com/reset#token=abc is listed"),
            "554 blocked: […] is listed"
        );
        assert_eq!(
            safe(&format!("550 {} refused", "k".repeat(43))),
            "550 […] refused"
        );
        assert_eq!(safe(&"word ".repeat(100)).chars().count(), MAX_REASON_CHARS);
    }
}
