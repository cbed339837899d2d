//! Validation of single lines of text that people type and others read.

use crate::normal::{is_combining_mark, nfc, nfkc};

/// The largest number of combining marks on one character.
const MOST_MARKS: usize = 6;

/// Why a text is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// Empty, or only white space.
    Empty,
    /// Longer than this limit, in characters.
    TooLong(usize),
    /// Contains a control character, or one that reorders or hides text.
    Unprintable,
    /// Contains no visible character.
    Invisible,
    /// Contains a character with too many combining marks.
    TooManyMarks,
}

impl TextError {
    /// Stable code for the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::TooLong(_) => "too_long",
            Self::Unprintable => "unprintable",
            Self::Invisible => "invisible",
            Self::TooManyMarks => "too_many_marks",
        }
    }

    /// The error message, which says how to correct it.
    pub fn message(self) -> String {
        match self {
            Self::Empty => "Enter a value".to_owned(),
            Self::TooLong(limit) => format!("Use at most {limit} characters"),
            Self::Unprintable => "Remove line breaks and invisible control characters".to_owned(),
            Self::Invisible => "Use visible characters".to_owned(),
            Self::TooManyMarks => "Remove some of the accents on one character".to_owned(),
        }
    }
}

/// Validates a line of display text and returns it trimmed and in NFC. Allows at most `limit`
/// characters, at least one of them visible. Refuses control, bidirectional and invisible characters,
/// which can make one name look like another.
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
    if text.chars().all(is_blank) {
        return Err(TextError::Invisible);
    }
    if is_piled_up(&text) {
        return Err(TextError::TooManyMarks);
    }
    Ok(text)
}

/// Folds a text for searching and sorting: NFKC, lower case.
pub fn fold(text: &str) -> String {
    // The same, and much faster.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower: String = nfkc(text).chars().flat_map(char::to_lowercase).collect();
    nfkc(&lower)
}

/// Whether a text contains all words of a search, in any order and case.
pub fn has_words(text: &str, search: &str) -> bool {
    let (text, search) = (fold(text), fold(search));
    search.split_whitespace().all(|word| text.contains(word))
}

/// Control characters, line and paragraph separators, and format characters other than the joiners
/// that scripts and emoji need.
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}')
        || (is_format(c) && !matches!(c, '\u{200C}' | '\u{200D}'))
}

/// Format characters (Unicode category `Cf`): they cannot be seen, and reorder or join others.
pub(crate) const fn is_format(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}'
        | '\u{890}' | '\u{891}' | '\u{8E2}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E007F}')
}

/// Whether a character leaves nothing on the screen, alone or between others.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || is_format(c)
        || is_combining_mark(c)
        || matches!(
            c,
            '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FFA0}'
        )
}

/// Whether more combining marks than any script needs are piled on one character. They would cover
/// the lines above and below.
pub(crate) fn is_piled_up(text: &str) -> bool {
    let mut marks = 0;
    text.chars().any(|c| {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        marks > MOST_MARKS
    })
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
        for invisible in [
            "\u{3164}",
            "\u{2800}\u{2800}",
            "\u{200D}",
            "\u{301}",
            "\u{FE0F}\u{115F}",
        ] {
            assert_eq!(
                line(invisible, 20),
                Err(TextError::Invisible),
                "{invisible:?}"
            );
        }
        let piled_up = format!("Z{}", "\u{335}".repeat(90));
        assert_eq!(line(&piled_up, 100), Err(TextError::TooManyMarks));
        for name in ["שָׁלוֹם", "Nguyễn", "นที่", "हिन्दी", "👩‍💻", "கௌ"]
        {
            assert!(line(name, 20).is_ok(), "{name}");
        }
        // A combining accent and the composed letter are the same name.
        assert_eq!(line("e\u{301}", 1), Ok("é".to_owned()));
        assert_eq!(fold("ＡDA"), "ada");
    }

    #[test]
    fn a_search_finds_its_words_anywhere_in_any_order_and_case() {
        for search in ["", " ", "exp TRAV", "elExp", "travel expenses", "ｔravel"] {
            assert!(has_words("TravelExpenses (É)", search), "{search}");
        }
        assert!(has_words("Élan", "éLAN"));
        for search in ["wiki", "travel wiki", "expenses2"] {
            assert!(!has_words("TravelExpenses", search), "{search}");
        }
    }

    #[test]
    fn a_character_has_at_most_six_combining_marks() {
        let marked = |count| format!("Z{}", "\u{335}".repeat(count));
        assert!(line(&marked(6), 100).is_ok());
        assert_eq!(line(&marked(7), 100), Err(TextError::TooManyMarks));
        // The marks of one character do not count for the next.
        assert!(line(&marked(6).repeat(3), 100).is_ok());
    }
}
