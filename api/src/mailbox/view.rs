//! Emails as the pages show them.

use mail::{StoredMessage, with_embedded_logo};
use rules::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

/// An email.
#[derive(Debug, Serialize)]
pub struct MailView {
    pub id: Uuid,
    pub at: Timestamp,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl From<&StoredMessage> for MailView {
    fn from(mail: &StoredMessage) -> Self {
        let millis = mail.written_at.unix_timestamp_nanos() / 1_000_000;
        Self {
            id: mail.id,
            at: Timestamp::from_unix_millis(i64::try_from(millis).unwrap_or(0)),
            to: mail.to.as_str().to_owned(),
            subject: mail.content.subject.clone(),
            text: mail.content.text.clone(),
            html: match &mail.logo {
                Some(logo) => with_embedded_logo(&mail.content.html, logo),
                None => mail.content.html.clone(),
            },
        }
    }
}

/// A piece of an email's text.
#[derive(Debug, PartialEq, Eq)]
pub struct Part<'a> {
    pub text: &'a str,
    pub is_link: bool,
}

/// Splits the text, so that each web address is a separate part.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    text.split_inclusive(char::is_whitespace)
        .flat_map(|piece| {
            let word = piece.trim_end();
            let is_link = word.starts_with("http://") || word.starts_with("https://");
            let rest = piece.get(word.len()..).unwrap_or_default();
            [
                Part {
                    text: word,
                    is_link,
                },
                Part {
                    text: rest,
                    is_link: false,
                },
            ]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_is_lost_and_addresses_are_links() {
        let text = "Open\n\n  https://id.example.com/activate#abc\nsoon. javascript:alert(1)";
        let parts = parts(text);
        let all: String = parts.iter().map(|part| part.text).collect();
        assert_eq!(all, text);
        let links: Vec<_> = parts.iter().filter(|part| part.is_link).collect();
        assert_eq!(links.len(), 1);
        assert_eq!(links[0].text, "https://id.example.com/activate#abc");
    }
}
