//! One message of each kind.

use latchkey_mail::{Accent, Envelope, Message, WebAddress};
use time::OffsetDateTime;
use time::macros::datetime;

pub const NOW: OffsetDateTime = datetime!(2026-11-17 07:40 UTC);
pub const LINK: &str =
    "https://id.example.com/activate#token=kq3Zp0c1vN8yJt5sWb7dXfRgLhMaQeUoIi2P4T6Y9x0";
pub const PORTAL: &str = "https://id.example.com/";

pub fn envelope(organization: &str, recipient: &str) -> Envelope {
    Envelope {
        contact: None,
        organization: organization.to_owned(),
        recipient: Some(recipient.to_owned()),
        portal: WebAddress::parse(PORTAL).unwrap(),
        help: None,
        accent: Accent::default(),
        logo: None,
    }
}

/// A message of each kind, with `word` in all free texts.
pub fn messages(word: &str) -> Vec<Message> {
    Message::samples(LINK, word, NOW).unwrap()
}
