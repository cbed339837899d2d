//! The parts of an email's wording.

use time::OffsetDateTime;

use super::cases::DoneBy;
use super::link::OneTimeLink;
use super::placeholder::{Placeholder, Value};
use super::text::{moment, name};

/// The label of the button that leads to the portal.
pub(super) const OPEN_PORTAL: &str = "Open the portal";

/// The wording of a message, without the envelope. Its heading and paragraphs contain placeholders, as
/// an organization's own words do.
pub(super) struct Wording<'a> {
    /// The name of this kind of email, for administrators.
    pub(super) label: &'static str,
    /// The heading. Also the subject, after the organization's name.
    pub(super) phrase: &'static str,
    pub(super) paragraphs: Vec<&'static str>,
    /// The values of the placeholders, besides those that every message has.
    pub(super) values: Vec<Value>,
    /// The rows of the table.
    pub(super) facts: Vec<Fact>,
    /// The label of the button. It opens the link, or the portal if there is none.
    pub(super) button: Option<&'static str>,
    /// The link, and how to get another one if it has expired.
    pub(super) link: Option<(&'a OneTimeLink, &'static str)>,
    /// What to do if the recipient did not expect this.
    pub(super) closing: Option<&'static str>,
}

/// A row of the table.
pub(super) struct Fact {
    pub(super) label: &'static str,
    pub(super) value: String,
    /// Whether a user may have written the value. It is then kept from recipients who may be strangers.
    pub(super) may_be_written: bool,
}

impl<'a> Wording<'a> {
    pub(super) fn new(label: &'static str, phrase: &'static str) -> Self {
        Self {
            label,
            phrase,
            paragraphs: Vec::new(),
            values: Vec::new(),
            facts: Vec::new(),
            button: None,
            link: None,
            closing: None,
        }
    }

    /// Adds a paragraph. It is left out if its placeholders leave nothing of it.
    pub(super) fn say(mut self, paragraph: &'static str) -> Self {
        self.paragraphs.push(paragraph);
        self
    }

    /// Gives a placeholder its value. An organization's own words need not contain it. The value is never
    /// what a user has written: that is a [`fact`](Self::fact), which not every recipient gets.
    pub(super) fn value(self, placeholder: Placeholder, text: impl Into<String>) -> Self {
        self.put(placeholder, text.into(), false)
    }

    /// Gives a placeholder its value, which the text must contain, because the email says it nowhere
    /// else.
    pub(super) fn needs(self, placeholder: Placeholder, text: impl Into<String>) -> Self {
        self.put(placeholder, text.into(), true)
    }

    fn put(mut self, placeholder: Placeholder, text: String, is_needed: bool) -> Self {
        self.values.push(Value {
            placeholder,
            text,
            is_needed,
        });
        self
    }

    /// The value of a placeholder, if there is one with this name.
    pub(super) fn value_of<'v>(
        &'v self,
        placeholder: &str,
        recipient: &'v str,
        organization: &'v str,
    ) -> Option<&'v str> {
        match Placeholder::parse(placeholder)? {
            Placeholder::Name => Some(recipient),
            Placeholder::Organization => Some(organization),
            other => {
                let mut values = self.values.iter();
                let value = values.find(|value| value.placeholder == other);
                value.map(|value| value.text.as_str())
            }
        }
    }

    /// Adds a row to the table. A user may have written its value, so it is left out if the recipient may be
    /// a stranger.
    pub(super) fn fact(self, label: &'static str, value: &str) -> Self {
        self.row(label, name(value), true)
    }

    /// Adds a row that every recipient gets, because no user can choose its value.
    pub(super) fn safe_fact(self, label: &'static str, value: &str) -> Self {
        self.row(label, name(value), false)
    }

    pub(super) fn time(self, at: OffsetDateTime) -> Self {
        self.row("Time", moment(at), false)
    }

    fn row(mut self, label: &'static str, value: String, may_be_written: bool) -> Self {
        self.facts.push(Fact {
            label,
            value,
            may_be_written,
        });
        self
    }

    /// Adds who did it, and what an owner should do.
    pub(super) fn for_owners(self, by: &DoneBy) -> Self {
        self.fact("Changed by", &by.name)
            .safe_fact("IP address", &by.address)
            .time(by.at)
            .button(OPEN_PORTAL)
            .closing("All owners get this email. If you weren't expecting this, check the events, suspend the administrator who did it, and undo the change.")
    }

    /// Adds a button that opens the portal.
    pub(super) fn button(mut self, label: &'static str) -> Self {
        self.button = Some(label);
        self
    }

    /// Adds a button that opens a single-use link.
    pub(super) fn link(
        mut self,
        label: &'static str,
        link: &'a OneTimeLink,
        renewal: &'static str,
    ) -> Self {
        self.link = Some((link, renewal));
        self.button(label)
    }

    pub(super) fn closing(mut self, closing: &'static str) -> Self {
        self.closing = Some(closing);
        self
    }
}
