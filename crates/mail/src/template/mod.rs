//! Renders a typed [`Message`] as an email.

mod content;
mod credential;
mod link;
mod message;
mod sample;
mod text;
mod texts;
mod wording;

use std::fmt;

use askama::Template;

pub use credential::CredentialChange;
pub use link::{InvalidWebAddress, OneTimeLink, WebAddress};
pub use message::{
    DoneBy, LockCause, Message, MessageKind, OwnerChange, ScheduledKind, ScheduledLine,
};

pub(crate) use text::{is_invisible, one_line};

use content::Content;

/// What all emails have in common: the sender, the recipient, and their portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The organization's name.
    pub organization: String,
    /// The recipient's name for the greeting, preferably the first name. If empty, the greeting
    /// contains no name.
    pub recipient: String,
    /// The organization's address to contact for help, if set.
    pub contact: Option<String>,
    /// The portal of the recipient's kind of account, from the configured public URL.
    pub portal: WebAddress,
}

/// A message that is ready for delivery. It may contain a valid link: store it encrypted and never
/// log it. Its `Debug` output only shows the subject.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject: one line, without control characters.
    pub subject: String,
    /// The plain text alternative, with `\n` line endings.
    pub text: String,
    /// The HTML alternative: a complete page that loads no external resources.
    pub html: String,
}

impl fmt::Debug for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rendered")
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}

/// A template could not be rendered.
#[derive(Debug, thiserror::Error)]
#[error("the mail template failed: {0}")]
pub struct RenderError(#[from] askama::Error);

#[derive(Template)]
#[template(path = "message.html")]
struct HtmlPage<'a> {
    content: &'a Content,
}

#[derive(Template)]
#[template(path = "message.txt", escape = "none")]
struct TextPage<'a> {
    content: &'a Content,
}

impl Message {
    /// The name of this kind of email, for administrators.
    pub fn label(&self) -> &'static str {
        texts::wording(self, "").label
    }

    /// Renders the message for one recipient.
    ///
    /// Every inserted value is reduced to a single line without control or invisible characters,
    /// and escaped in the HTML, so that a malicious name cannot do harm.
    pub fn render(&self, envelope: &Envelope) -> Result<Rendered, RenderError> {
        let content = Content::of(self, envelope);
        let mut text = TextPage { content: &content }.render()?;
        // Askama removes the newline at the end of a template.
        text.push('\n');
        Ok(Rendered {
            subject: content.subject.clone(),
            text,
            html: HtmlPage { content: &content }.render()?,
        })
    }
}
