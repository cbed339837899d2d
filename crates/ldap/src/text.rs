//! How texts are compared: without regard to case, to the Unicode form, and to how many spaces are where.

/// A text as it is compared without regard to case.
pub(crate) fn folded(text: &str) -> String {
    squeezed(&rules::text::fold(text))
}

/// A text with single spaces, and none at its ends.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A part of a text, where spaces at the ends matter, with single spaces.
pub(crate) fn squeezed_part(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            part.push(c);
        } else if !part.ends_with(' ') {
            part.push(' ');
        }
    }
    part
}

/// The value of a hexadecimal digit.
pub(crate) fn hex_digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

/// Writes a byte as two hexadecimal digits after a backslash.
pub(crate) fn push_escaped(text: &mut String, byte: u8) {
    text.push('\\');
    for digit in [byte >> 4, byte & 15] {
        text.push(char::from_digit(u32::from(digit), 16).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_spaces_do_not_matter() {
        assert_eq!(folded("  Ada\u{a0} LOVELACE\t"), "ada lovelace");
        assert_eq!(folded("É"), folded("e\u{301}"));
        assert_eq!(squeezed("  Ada  L "), "Ada L");
        assert_eq!(squeezed_part("  Ada  "), " Ada ");
    }
}
