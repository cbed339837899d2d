use std::borrow::Cow;

/// Whether XML 1.0 allows a character in a document.
pub(crate) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Whether a text is a name without a colon (`NCName`), as identifiers must be.
pub(crate) fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_')
        && characters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{b7}'))
}

/// Replaces what XML does not allow, and control characters, with spaces. Service providers disagree
/// about carriage returns, so that signatures over them fail at some.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let is_kept = |c: char| matches!(c, '\t' | '\n') || (is_allowed(c) && !c.is_control());
    if text.chars().all(is_kept) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().map(|c| if is_kept(c) { c } else { ' ' });
    Cow::Owned(kept.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_xml_has_them() {
        for name in ["_0", "a", "id-1.b_c", "ONELOGIN_5fe9", "é1"] {
            assert!(is_name(name), "{name}");
        }
        for other in ["", "0a", "-a", ".a", "a:b", "a b", "a\n", "a<", "a\"", "#a"] {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn control_characters_become_spaces() {
        assert_eq!(printable("a\r\nb\tc"), "a \nb\tc");
        assert_eq!(
            printable("\0a\u{7f}\u{85}\u{fffe}\u{ffff}b\u{1f600}"),
            " a    b\u{1f600}"
        );
        assert!(matches!(printable("\u{4e2d}\u{2028}"), Cow::Borrowed(_)));
    }
}
