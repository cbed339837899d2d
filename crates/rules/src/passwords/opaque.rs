//! The form of passwords (OpaqueString, RFC 8265).

use crate::normal::nfc;
use crate::text::{is_format, is_unprintable};

/// The form in which a password is checked and hashed: NFC, and each blank as U+0020 (OpaqueString,
/// RFC 8265), because keyboards differ in the blanks that they type. Not trimmed.
pub fn normalize(password: &str) -> String {
    let with_blanks = |c| if is_other_blank(c) { ' ' } else { c };
    nfc(&password.chars().map(with_blanks).collect::<String>())
}

/// Length in characters after normalization.
pub fn length(password: &str) -> usize {
    normalize(password).chars().count()
}

/// The blanks besides U+0020 (Unicode category `Zs`).
const fn is_other_blank(c: char) -> bool {
    matches!(
        c,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// Characters that cannot be seen and that a password field may drop. Not allowed in an OpaqueString.
pub(super) fn cannot_be_typed(c: char) -> bool {
    is_unprintable(c) || is_format(c)
}

#[cfg(test)]
mod tests {
    use super::super::{Owner, PasswordPolicy, Rule};
    use super::*;

    const NONE: [Rule; 0] = [];

    fn broken(password: &str) -> Vec<Rule> {
        PasswordPolicy::default().broken(password, Owner::default())
    }

    #[test]
    fn blanks_are_equal_and_what_cannot_be_typed_is_refused() {
        for blank in ['\u{A0}', '\u{2003}', '\u{202F}', '\u{3000}'] {
            let typed = format!("quiet{blank}orchards");
            assert_eq!(normalize(&typed), "quiet orchards", "{blank:?}");
            assert_eq!(broken(&typed), NONE);
        }
        for hidden in [
            '\n', '\r', '\0', '\t', '\u{200B}', '\u{AD}', '\u{200D}', '\u{FEFF}', '\u{2028}',
        ] {
            let typed = format!("quiet{hidden}orchards");
            assert_eq!(broken(&typed), [Rule::Visible], "{hidden:?}");
        }
    }
}
