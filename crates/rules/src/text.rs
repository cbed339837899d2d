//! Validation of single lines of text that people type and others read.

use crate::normal::{nfc, nfkc};

/// Why a text is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// Empty, or only white space.
    Empty,
    /// Longer than this limit, in characters.
    TooLong(usize),
    /// Contains a control character, or one that reorders or hides text.
    Unprintable,
}

impl TextError {
    /// Stable code for the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::TooLong(_) => "too_long",
            Self::Unprintable => "unprintable",
        }
    }

    /// The error message, which says how to correct it.
    pub fn message(self) -> String {
        match self {
            Self::Empty => "Enter a value".to_owned(),
            Self::TooLong(limit) => format!("Use at most {limit} characters"),
            Self::Unprintable => "Remove line breaks and invisible control characters".to_owned(),
        }
    }
}

/// Validates a line of display text and returns it trimmed and in NFC. Allows at most `limit`
/// characters, and no control, bidirectional or invisible characters, with which one name can look
/// like another.
pub fn line(text: &str, limit: usize) -> Result<String, TextError> {
    let text = nfc(text.trim());
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > limit {
        return Err(TextError::TooLong(limit));
    }
    if text.chars().any(is_unprintable) {
        return Err(TextError::Unprintable);
    }
    Ok(text)
}

/// Folds a text for searching and sorting: NFKC, lower case.
pub fn fold(text: &str) -> String {
    let lower: String = nfkc(text).chars().flat_map(char::to_lowercase).collect();
    nfkc(&lower)
}

/// Control characters, line and paragraph separators, bidirectional overrides and
/// isolates, and zero-width characters other than the joiners that scripts need.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_visible_line() {
        assert_eq!(line("  Ada  ", 10), Ok("Ada".to_owned()));
        assert_eq!(line(" \t ", 10), Err(TextError::Empty));
        assert_eq!(line("abcd", 3), Err(TextError::TooLong(3)));
        assert_eq!(line("a\r\nBcc: b", 20), Err(TextError::Unprintable));
        assert_eq!(line("a\u{202E}b", 20), Err(TextError::Unprintable));
        // A combining accent and the composed letter are the same name.
        assert_eq!(line("e\u{301}", 1), Ok("é".to_owned()));
        assert_eq!(fold("ＡDA"), "ada");
    }
}
