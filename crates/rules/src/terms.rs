//! The text of an organization's terms of service: plain text, in which each line that is not empty is a
//! paragraph.

use crate::normal::nfc;
use crate::text::{TextError, is_blank, is_piled_up, is_unprintable};

/// The maximum length, in characters.
pub const LONGEST_TERMS: usize = 20_000;

/// Validates the text of terms and returns it normalized: trimmed, in NFC, with line feeds as line breaks.
///
/// # Errors
/// If it is empty, too long or invisible, or contains control characters, characters that hide or reorder
/// text, or characters that cover the lines around them.
pub fn normalize(text: &str) -> Result<String, TextError> {
    let lines: Vec<_> = text
        .trim()
        .lines()
        .map(|line| nfc(line.trim_end()).replace('\t', " "))
        .collect();
    if lines.iter().any(|line| line.chars().any(is_unprintable)) {
        return Err(TextError::Unprintable);
    }
    let text = lines.join("\n");
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > LONGEST_TERMS {
        return Err(TextError::TooLong(LONGEST_TERMS));
    }
    if text.chars().all(is_blank) {
        return Err(TextError::Invisible);
    }
    if is_piled_up(&text) {
        return Err(TextError::TooManyMarks);
    }
    Ok(text)
}

/// How to correct a text that is not valid.
pub fn mend(error: TextError) -> String {
    match error {
        TextError::Empty => "Enter the text of the terms".to_owned(),
        TextError::Unprintable => "Remove invisible control characters".to_owned(),
        other => other.message(),
    }
}

/// The paragraphs of a text.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_paragraphs() {
        let text = normalize("  Be kind.\r\n\r\nDo not share\tpasswords.  \n").unwrap();
        assert_eq!(text, "Be kind.\n\nDo not share passwords.");
        let all: Vec<_> = paragraphs(&text).collect();
        assert_eq!(all, ["Be kind.", "Do not share passwords."]);
        assert_eq!(normalize(&text), Ok(text));
    }

    #[test]
    fn a_text_is_visible_and_of_limited_length() {
        assert_eq!(normalize(" \n "), Err(TextError::Empty));
        assert_eq!(normalize("a\u{202E}b"), Err(TextError::Unprintable));
        assert_eq!(normalize("a\u{0}b"), Err(TextError::Unprintable));
        assert!(normalize(&"é".repeat(LONGEST_TERMS)).is_ok());
        let longer = normalize(&"é".repeat(LONGEST_TERMS + 1));
        assert_eq!(longer, Err(TextError::TooLong(LONGEST_TERMS)));
        // Nobody accepts what cannot be seen, or covers the buttons.
        assert_eq!(normalize("\u{200D}\n\u{3164}"), Err(TextError::Invisible));
        let piled_up = format!("Be kin{}d.", "\u{335}".repeat(90));
        assert_eq!(normalize(&piled_up), Err(TextError::TooManyMarks));
        // Markup is text.
        let markup = "<b>x</b>";
        assert_eq!(normalize(markup).as_deref(), Ok(markup));
    }
}
