//! The content of an email, which the text and the HTML template share.

use super::logo::Logo;
use super::message::Message;
use super::placeholder::fill;
use super::text::{moment, name, one_line, sentence, span};
use super::wording::{Fact, Wording};
use super::wordings::wording;
use super::words::Words;
use super::{Accent, Envelope};

/// The values of the two templates. Every string is a single line.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) subject: String,
    pub(super) organization: String,
    pub(super) heading: String,
    /// The first paragraph.
    pub(super) greeting: String,
    /// The others.
    pub(super) paragraphs: Vec<String>,
    /// Labels and values.
    pub(super) facts: Vec<(&'static str, String)>,
    pub(super) button: Option<Button>,
    /// When the button's link expires, and how to get another.
    pub(super) expiry: Option<String>,
    /// What to do if the recipient did not expect this.
    pub(super) closing: Option<&'static str>,
    /// Where people get help, in the organization's words.
    pub(super) help: Vec<String>,
    /// The color of the button.
    pub(super) accent: Accent,
    /// The address of the logo.
    pub(super) logo: Option<String>,
    /// The sender, and the contact for help.
    pub(super) footer: String,
}

/// The button for the action that the email asks for.
#[derive(Debug)]
pub(super) struct Button {
    pub(super) label: String,
    pub(super) address: String,
}

impl Content {
    /// The content of `message`, in the organization's own `words` if there are any. The table, the
    /// lifetime of the link and the advice at the end are always ours.
    pub(super) fn of(message: &Message, envelope: &Envelope, words: Option<&Words>) -> Self {
        let organization = name(&envelope.organization);
        let recipient = envelope.recipient.as_deref().map(name);
        let may_be_stranger = recipient.is_none();
        let recipient = recipient.unwrap_or_default();
        let wording = wording(message, &organization);
        let default = default_words(&wording);
        let words = words.unwrap_or(&default);
        let values = |one: &str| wording.value_of(one, &recipient, &organization);
        let fill = |text: &str| one_line(&fill(text, values));

        let mut paragraphs: Vec<_> = words
            .text
            .lines()
            .map(fill)
            .filter(|line| !line.is_empty())
            .collect();
        let greeting = if paragraphs.is_empty() {
            String::new()
        } else {
            paragraphs.remove(0)
        };
        let Wording {
            facts,
            button,
            link,
            closing,
            ..
        } = &wording;
        let shown = |fact: &&Fact| !(may_be_stranger && fact.may_be_written);
        let facts = facts.iter().filter(shown);
        let address = link.map_or(&envelope.portal, |(link, _)| &link.address);
        let expiry = link.map(|(link, renewal)| {
            let lifetime = span(link.valid_for);
            let until = moment(link.expires_at);
            format!("This link works once and expires in {lifetime}, on {until}. {renewal}")
        });
        let lines = envelope.help.as_deref().unwrap_or_default().lines();
        let lines = lines.map(one_line).filter(|line| !line.is_empty());
        let contact = envelope.contact.as_deref().map(one_line);
        let help = contact.map(|address| format!(" Need help? Write to {address}."));
        let footer = format!(
            "{organization} sent this email automatically.{}",
            help.unwrap_or_default()
        );
        Self {
            help: lines.collect(),
            accent: envelope.accent,
            logo: envelope.logo.as_ref().map(Logo::address),
            footer,
            subject: fill(&words.subject),
            heading: sentence(&fill(&words.heading)),
            greeting,
            paragraphs,
            facts: facts.map(|fact| (fact.label, fact.value.clone())).collect(),
            button: button.map(|label| Button {
                label: fill(words.button.as_deref().unwrap_or(label)),
                address: address.as_str().to_owned(),
            }),
            expiry,
            closing: *closing,
            organization,
        }
    }
}

/// The words of `wording` in the form in which an organization edits them.
pub(super) fn default_words(wording: &Wording<'_>) -> Words {
    let mut lines = vec!["Hello {{name}},"];
    lines.extend(&wording.paragraphs);
    Words {
        subject: format!("{{{{organization}}}}: {}", wording.phrase),
        heading: sentence(wording.phrase),
        text: lines.join("\n\n"),
        button: wording.button.map(str::to_owned),
    }
}
