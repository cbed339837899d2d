//! Cells that a spreadsheet would calculate. A formula in a file can attack the computer of the person
//! who opens it, so such a text is written with an apostrophe before it, and read without it.

use std::borrow::Cow;

/// Puts an apostrophe before a text that a spreadsheet would treat as a formula. A text that already
/// looks like the result gets one more, so that [`restore`] always returns the original.
pub(crate) fn defuse(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

/// The text that was written as this one, by [`defuse`] or by another program that marks formulas in
/// the same way.
pub(crate) fn restore(text: &str) -> &str {
    let original = text.strip_prefix('\'');
    original
        .filter(|original| is_formula(original))
        .unwrap_or(text)
}

fn is_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::{defuse, restore};

    #[test]
    fn formulas_are_defused_and_restored() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+44 20 7946", "'+44 20 7946"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("'quoted'", "'quoted'"),
            ("'", "'"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(defuse(text), expected);
            assert_eq!(restore(expected), text);
        }
    }
}
