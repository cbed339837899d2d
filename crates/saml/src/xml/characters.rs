use std::borrow::Cow;

/// Whether XML 1.0 allows a character in a document.
pub(crate) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Whether a text is a name without a colon (`NCName`), as identifiers must be. What Unicode calls
/// alphabetic is not quite the same: `ª` and `µ` are, but no name of XML has them.
pub(crate) fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(starts_name) && characters.all(continues_name)
}

/// `NameStartChar` of XML 1.0 without the colon.
fn starts_name(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// `NameChar` of XML 1.0 without the colon.
fn continues_name(c: char) -> bool {
    starts_name(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
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
        for name in ["_0", "a", "id-1.b_c", "ONELOGIN_5fe9", "é1", "a\u{301}"] {
            assert!(is_name(name), "{name}");
        }
        for other in [
            "", "0a", "-a", ".a", "a:b", "a b", "a\n", "a<", "a\"", "#a", "µ", "aª", "\u{301}",
        ] {
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
