//! Whether a text contains the address of a web page.

/// Whether mail programs would show a part of the text as a link to a page. They do so with host names
/// that have no scheme, too. Email addresses are no web addresses.
pub fn contains_web_address(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("://") || text.contains("www.") || text.split(is_outside).any(is_host)
}

/// Whether a character is neither a part of a host name nor the sign before the host of an email address.
fn is_outside(c: char) -> bool {
    !(c.is_alphanumeric() || matches!(c, '.' | '-' | '@'))
}

/// Whether a word contains a host name, whose last label is a top-level domain. There is no list of those,
/// because new ones are added all the time.
fn is_host(word: &str) -> bool {
    let host = match word.rsplit_once('@') {
        Some((local, _)) if !local.is_empty() => return false,
        Some((_, host)) => host,
        None => word,
    };
    let mut before = "";
    let mut only_numbers = true;
    host.split('.').any(|label| {
        let found = !before.is_empty() && !only_numbers && may_be_top_level(label);
        only_numbers &= is_item_number(label);
        before = label;
        found
    })
}

/// Whether a label may be the number of a list item or a day, after which a space was forgotten. Nothing but numbers
/// precedes it then.
fn is_item_number(label: &str) -> bool {
    label.len() <= 2 && label.bytes().all(|byte| byte.is_ascii_digit())
}

/// At least two letters, which abbreviations such as `e.g.` do not have, or an international name.
fn may_be_top_level(label: &str) -> bool {
    let letters = label.split('-').next().unwrap_or_default();
    label.starts_with("xn--")
        || (letters.chars().count() >= 2 && letters.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mail_programs_link_is_a_web_address() {
        for text in [
            "https://evil.example",
            "HTTP://x",
            "WWW.x",
            "Sign in at evil.example.",
            "(Evil.Example/reset?user={{name}})",
            "evil.example:8443",
            "evil.co.uk",
            "163.com",
            "reset.51.la",
            "reset.1.51.la",
            "x..evil.com",
            "@evil.com",
            "evil.com-1",
            "evil.com.1",
            "\u{43f}\u{440}\u{438}\u{43c}\u{435}\u{440}.\u{440}\u{444}",
            "evil.xn--p1ai",
            "write to a@example.com or go to evil.com",
        ] {
            assert!(contains_web_address(text), "{text:?}");
        }
    }

    #[test]
    fn other_texts_are_not() {
        for text in [
            "",
            "...",
            "Choose a password, e.g. one of four words. It is needed by 6 p.m.",
            "Help desk: extension 4321, weekdays 8.30 to 18.00",
            "1.Open the app\n2.Sign in",
            "closed on 24.12.Monday",
            "helpdesk@example.com or first.last@mail.example.com",
            "Wait... then try again",
            "Version 1.2.3-4",
            "Welcome to {{organization}}.",
        ] {
            assert!(!contains_web_address(text), "{text:?}");
        }
    }
}
