//! Helpers for text: single lines, dates and durations in words.

use time::macros::format_description;
use time::{Duration, OffsetDateTime, UtcOffset};

/// Longer names are truncated. Real names are shorter, and spam often is not.
const MAX_NAME_CHARS: usize = 100;

/// Invisible characters that change how a line is displayed: bidirectional controls, zero-width
/// characters, line and paragraph separators, the byte order mark.
///
/// U+200D and U+200C are allowed, because emoji and several scripts need them.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00ad}'
            | '\u{061c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

/// The text as a single line: replaces runs of white space and control characters with one space,
/// removes invisible characters, and trims.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
    }) {
        let start = line.len();
        if start > 0 {
            line.push(' ');
        }
        let before_word = line.len();
        line.extend(word.chars().filter(|c| !is_invisible(*c)));
        if line.len() == before_word {
            line.truncate(start);
        }
    }
    line
}

/// [`one_line`], truncated to the maximum length of a name.
pub(super) fn name(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(MAX_NAME_CHARS) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// `24 November 2026, 07:40 UTC`.
pub(super) fn moment(at: OffsetDateTime) -> String {
    let format =
        format_description!("[day padding:none] [month repr:long] [year], [hour]:[minute] UTC");
    let at = at.to_offset(UtcOffset::UTC);
    at.format(&format).unwrap_or_else(|_| at.to_string())
}

/// `7 days`, `24 hours`, `1 hour`, `90 minutes`: the largest unit that is exact, and days only from
/// two days on. Seconds are ignored.
pub(super) fn span(duration: Duration) -> String {
    let minutes = duration.whole_minutes().max(0);
    let (count, unit) = if minutes >= 2 * 24 * 60 && minutes % (24 * 60) == 0 {
        (minutes / (24 * 60), "day")
    } else if minutes >= 60 && minutes % 60 == 0 {
        (minutes / 60, "hour")
    } else {
        (minutes, "minute")
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// Changes the first letter to upper case.
pub(super) fn sentence(phrase: &str) -> String {
    let mut chars = phrase.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(
            one_line("  Ada \r\n Bcc:\teve@example.com \0"),
            "Ada Bcc: eve@example.com"
        );
        assert_eq!(one_line("a\u{2028}b\u{85}c"), "a b c");
        assert_eq!(one_line("a \u{202e}\u{200b} b"), "a b");
        assert_eq!(one_line("\r\n"), "");
        assert_eq!(one_line("Zoë 👩‍🚀"), "Zoë 👩‍🚀");
    }

    #[test]
    fn a_name_has_an_end() {
        assert_eq!(name(&"é".repeat(100)), "é".repeat(100));
        assert_eq!(name(&"é".repeat(101)), format!("{}…", "é".repeat(100)));
    }

    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(
            moment(datetime!(2026-11-24 08:40 +1)),
            "24 November 2026, 07:40 UTC"
        );
        assert_eq!(
            moment(datetime!(2026-03-01 00:05 UTC)),
            "1 March 2026, 00:05 UTC"
        );
    }

    #[test]
    fn spans_use_the_unit_people_say() {
        for (duration, words) in [
            (Duration::days(7), "7 days"),
            (Duration::hours(24), "24 hours"),
            (Duration::hours(1), "1 hour"),
            (Duration::minutes(90), "90 minutes"),
            (Duration::minutes(1), "1 minute"),
            (Duration::hours(49), "49 hours"),
        ] {
            assert_eq!(span(duration), words);
        }
    }
}
