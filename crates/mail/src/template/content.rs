//! The content of an email, which the text and the HTML template share.

use super::Envelope;
use super::message::Message;
use super::text::{moment, name, one_line, sentence, span};
use super::texts::wording;
use super::wording::Wording;

/// The values of the two templates. Every string is a single line.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) subject: String,
    pub(super) organization: String,
    pub(super) heading: String,
    pub(super) greeting: String,
    pub(super) paragraphs: Vec<String>,
    /// Labels and values.
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) button: Option<Button>,
    /// When the button's link expires, and how to get another.
    pub(super) expiry: Option<String>,
    /// What to do if the recipient did not expect this.
    pub(super) closing: Option<&'static str>,
    /// The sender, and the contact for help.
    pub(super) footer: String,
}

/// The button for the action that the email asks for.
#[derive(Debug)]
pub(super) struct Button {
    pub(super) label: &'static str,
    pub(super) address: String,
}

impl Content {
    pub(super) fn of(message: &Message, envelope: &Envelope) -> Self {
        let organization = name(&envelope.organization);
        let recipient = name(&envelope.recipient);
        let Wording {
            label: _,
            phrase,
            paragraphs,
            facts,
            button,
            link,
            closing,
        } = wording(message, &organization);

        let address = link.map_or(&envelope.portal, |(link, _)| &link.address);
        let expiry = link.map(|(link, renewal)| {
            let lifetime = span(link.valid_for);
            let until = moment(link.expires_at);
            format!("This link works once and expires in {lifetime}, on {until}. {renewal}")
        });
        let contact = envelope.contact.as_deref().map(one_line);
        let help = contact.map(|address| format!(" Need help? Write to {address}."));
        let footer = format!(
            "{organization} sent this email automatically.{}",
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
            expiry,
            closing,
        }
    }
}
