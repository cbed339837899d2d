//! Validates the values of an application.

use contract::problem::FieldError;
use entity::application::ActiveModel;
use rules::application::{LONGEST_LAUNCH_URL, MOST_FRESH_MINUTES};
use sea_orm::{ActiveValue::Set, DbErr, SqlErr};
use url::Url;

use crate::Error;
use crate::fields::{Fields, NAME};
use crate::lists::{application_name_key, search_words};

/// In characters.
const DESCRIPTION: usize = 500;
const CATEGORY: usize = 50;
const TEMPLATE: usize = 50;
const LETTERS: usize = 2;

pub(super) fn name(fields: &mut Fields, text: &str) -> Option<String> {
    fields.line("name", text, NAME)
}

/// An empty description becomes `None`.
pub(super) fn description(fields: &mut Fields, text: Option<String>) -> Option<String> {
    fields.optional("description", text, DESCRIPTION)
}

/// An empty category becomes `None`.
pub(super) fn category(fields: &mut Fields, text: Option<String>) -> Option<String> {
    fields.optional("category", text, CATEGORY)
}

pub(super) fn letter(fields: &mut Fields, text: &str) -> Option<String> {
    fields.line("letter", text, LETTERS)
}

/// The letter of an application with this name, unless an administrator chooses another one.
pub(super) fn letter_of(name: &str) -> String {
    let first = name.chars().find(|c| c.is_alphanumeric());
    let first = first.or_else(|| name.chars().next());
    let upper = first.into_iter().flat_map(char::to_uppercase);
    upper.take(LETTERS).collect()
}

pub(super) fn template(fields: &mut Fields, text: Option<&str>) -> Option<String> {
    let text = text?;
    let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.is_empty() || text.len() > TEMPLATE || !text.chars().all(known) {
        let message = format!("Use 1 to {TEMPLATE} lowercase letters, digits and hyphens");
        fields.refuse("template", "malformed", message);
    }
    Some(text.to_owned())
}

pub(super) fn fresh_minutes(fields: &mut Fields, minutes: Option<u32>) -> Option<i32> {
    let minutes = minutes?;
    if minutes > MOST_FRESH_MINUTES {
        let message = format!("Choose 0 to {MOST_FRESH_MINUTES} minutes");
        fields.refuse("freshMinutes", "out_of_range", message);
    }
    i32::try_from(minutes).ok()
}

/// The address that opens an application, as a browser understands it: what is stored is what was
/// checked. A browser must not treat it as a script, and it must not hide its host behind a name before
/// an `@`.
pub(super) fn launch_url(fields: &mut Fields, text: Option<&str>) -> Option<String> {
    let read = parse(text?);
    read.map_err(|(code, message)| fields.refuse("launchUrl", code, message))
        .ok()
}

fn parse(text: &str) -> Result<String, (&'static str, String)> {
    let malformed = || {
        let message = "Enter an address such as https://wiki.example.com";
        ("malformed", message.to_owned())
    };
    let too_long = || {
        let message = format!("Use at most {LONGEST_LAUNCH_URL} characters");
        ("too_long", message)
    };
    let refused = |message: &str| ("not_allowed", message.to_owned());
    let text = text.trim();
    if text.chars().count() > LONGEST_LAUNCH_URL {
        return Err(too_long());
    }
    // Some parsers skip these, so one address could look like another.
    if text.contains(|c: char| c.is_control() || c.is_whitespace()) {
        return Err(malformed());
    }
    let url = Url::parse(text).map_err(|_| malformed())?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(refused(
            "Use an address that begins with https:// or http://",
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("Remove the username and password from the address"));
    }
    let url = String::from(url);
    if url.len() > LONGEST_LAUNCH_URL {
        return Err(too_long());
    }
    Ok(url)
}

/// The host of an address, for events: the rest of it may contain secrets.
pub(super) fn host(url: Option<&str>) -> String {
    let url = url.and_then(|url| Url::parse(url).ok());
    let host = url.as_ref().and_then(Url::host_str);
    host.unwrap_or_default().to_owned()
}

/// The columns that a name determines.
pub(super) fn named(name: String) -> ActiveModel {
    ActiveModel {
        name_key: Set(application_name_key(&name)),
        search_words: Set(search_words([name.as_str()]).text),
        name: Set(name),
        ..Default::default()
    }
}

/// Converts the violation of the unique index of names into an error about the name.
pub(super) fn taken(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(text)) if text.contains("name_key") => {
            let message = "Another application has this name";
            Error::Taken(vec![FieldError::new("name", "taken", message)])
        }
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<&'static str> {
        parse(text).err().map(|(code, _)| code)
    }

    #[test]
    fn an_address_is_stored_as_browsers_understand_it() {
        for (text, stored) in [
            ("https://wiki.example.com", "https://wiki.example.com/"),
            (
                " HTTPS://Wiki.Example.com/a?b=c#d ",
                "https://wiki.example.com/a?b=c#d",
            ),
            ("http://intranet:8080/x", "http://intranet:8080/x"),
            (
                "https:\\\\wiki.example.com\\a",
                "https://wiki.example.com/a",
            ),
            ("https://müller.example/", "https://xn--mller-kva.example/"),
            ("https://[::1]:8443/", "https://[::1]:8443/"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(stored), "{text}");
        }
    }

    #[test]
    fn what_is_no_page_of_an_application_is_refused() {
        for text in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://example.com/",
            "blob:https://example.com/x",
            "ssh://example.com",
            "https://trusted.example.com@evil.example/",
            "https://user:password@example.com/",
            "https://:password@example.com/",
        ] {
            assert_eq!(code(text), Some("not_allowed"), "{text}");
        }
        for text in [
            "",
            "wiki",
            "//example.com",
            "/path",
            "https://",
            "java\nscript:alert(1)",
            "java\tscript:alert(1)",
            "https://exa mple.com",
            "https://example.com/\u{0}",
            "https://example.com:99999/",
        ] {
            assert_eq!(code(text), Some("malformed"), "{text:?}");
        }
        let long = format!("https://example.com/{}", "a".repeat(LONGEST_LAUNCH_URL));
        assert_eq!(code(&long), Some("too_long"));
        // Three bytes, each of which becomes three characters.
        let grows = format!("https://example.com/{}", "€".repeat(LONGEST_LAUNCH_URL / 4));
        assert_eq!(code(&grows), Some("too_long"));
    }

    #[test]
    fn an_icon_has_a_letter_even_if_the_name_has_none() {
        for (name, letter) in [
            ("wiki", "W"),
            ("ß", "SS"),
            ("«Élan»", "É"),
            ("☂", "☂"),
            ("7zip", "7"),
        ] {
            assert_eq!(letter_of(name), letter);
        }
    }
}
