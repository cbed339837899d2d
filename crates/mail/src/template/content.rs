//! The parts that a message is put together from, the same for text and HTML.

use super::Envelope;
use super::notice::Notice;
use super::text::{moment, name, one_line, sentence, span};
use super::wording::{Wording, wording};

/// What the two templates print. Every string is one line.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) subject: String,
    pub(super) organization: String,
    pub(super) heading: String,
    pub(super) greeting: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) facts: Vec<Fact>,
    pub(super) button: Option<Button>,
    /// How long the button's link lives, and how to get another.
    pub(super) expiry: Option<String>,
    /// What to do if the recipient had no part in it.
    pub(super) closing: Option<String>,
    /// Who wrote this, and whom to write to.
    pub(super) footer: String,
}

/// A label with its value, for what is read better in a table than in a sentence.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) label: &'static str,
    pub(super) value: String,
}

/// The one thing to do.
#[derive(Debug)]
pub(super) struct Button {
    pub(super) label: &'static str,
    pub(super) address: String,
}

impl Content {
    pub(super) fn of(notice: &Notice, envelope: &Envelope) -> Self {
        let organization = name(&envelope.organization);
        let recipient = name(&envelope.recipient);
        let Wording {
            phrase,
            paragraphs,
            facts,
            button,
            renewal,
            closing,
        } = wording(notice, &organization);

        let link = notice.link();
        let address = link.map_or(&envelope.portal, |link| &link.address);
        let expiry = link.map(|link| {
            let until = moment(link.expires_at);
            let lifetime = span(link.valid_for);
            format!("This link works once and until {until} ({lifetime}). {renewal}")
        });
        let contact = envelope.contact.as_deref().map(one_line);
        let help = contact.map(|address| format!(" Need help? Write to {address}."));
        let footer = format!(
            "{organization} sent this message automatically.{}",
            help.unwrap_or_default()
        );
        Self {
            footer,
            subject: one_line(&format!("{organization}: {phrase}")),
            organization,
            heading: sentence(phrase),
            greeting: if recipient.is_empty() {
                "Hello,".to_owned()
            } else {
                format!("Hello {recipient},")
            },
            paragraphs,
            facts,
            button: button.map(|label| Button {
                label,
                address: address.as_str().to_owned(),
            }),
            expiry: expiry.map(|line| line.trim_end().to_owned()),
            closing: closing.map(str::to_owned),
        }
    }
}
