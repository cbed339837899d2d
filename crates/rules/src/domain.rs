//! Domain names in their ASCII form.

use crate::normal::domain_to_ascii;
use crate::text::is_unprintable;

/// The maximum length of a domain name in characters, in its ASCII form (RFC 1035, 2.3.4).
const MAX_LENGTH: usize = 253;

/// The ASCII form of a domain name of one or more labels. `None` if it is not a domain name.
pub(crate) fn to_ascii(domain: &str) -> Option<String> {
    // The conversion must not read a port or a path, or drop invisible characters.
    let is_allowed = |c: char| match c.is_ascii() {
        true => c.is_ascii_alphanumeric() || c == '-' || c == '.',
        false => !c.is_whitespace() && !is_unprintable(c),
    };
    // Avoids the conversion of long texts: the ASCII form has at least as many characters, apart from
    // accents that it composes.
    if domain.chars().count() > MAX_LENGTH
        || !domain.chars().all(is_allowed)
        || domain.split('.').any(mixes_scripts)
    {
        return None;
    }
    let domain = match domain.is_ascii() {
        true => domain.to_owned(),
        false => domain_to_ascii(domain)?,
    };
    (domain.len() <= MAX_LENGTH && domain.split('.').all(is_label)).then_some(domain)
}

/// Whether a text in ASCII is a label of a domain name.
pub(crate) fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Whether a label mixes Latin letters with letters that look like them: `exаmple` with a Cyrillic
/// `а`.
fn mixes_scripts(label: &str) -> bool {
    let is_lookalike = |c: char| {
        matches!(c, '\u{370}'..='\u{58F}' | '\u{1C80}'..='\u{1C8F}' | '\u{1F00}'..='\u{1FFF}'
            | '\u{2DE0}'..='\u{2DFF}' | '\u{A640}'..='\u{A69F}' | '\u{13A0}'..='\u{13FF}')
    };
    label.contains(|c: char| c.is_ascii_alphabetic()) && label.contains(is_lookalike)
}
