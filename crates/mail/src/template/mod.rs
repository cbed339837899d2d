//! From a typed [`Message`] to what the recipient reads.

mod content;
mod link;
mod message;
mod text;
mod wording;

use std::fmt;

use askama::Template;

pub use link::{InvalidWebAddress, OneTimeLink, WebAddress};
pub use message::{LockCause, Message, MessageKind};

pub(crate) use text::{is_invisible, one_line};

use content::Content;

/// What every email has in common: the sender, the recipient, and where they sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The organization's name as people know it.
    pub organization: String,
    /// What the recipient is called in the greeting; a first name is best. Empty greets
    /// without a name.
    pub recipient: String,
    /// Whom the recipient may write to for help, where the organization says so.
    pub contact: Option<String>,
    /// The portal of the recipient's kind of account, from the configured public URL.
    pub portal: WebAddress,
}

/// A message ready to be delivered. It may hold a live link: store it encrypted, and never
/// log it (its `Debug` shows the subject alone).
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line, without control characters.
    pub subject: String,
    /// The plain text alternative, with lines ended by `\n`.
    pub text: String,
    /// The HTML alternative, a whole page that loads nothing from anywhere.
    pub html: String,
}

impl fmt::Debug for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rendered")
            .field("subject", &self.subject)
            .finish_non_exhaustive()
    }
}

/// A template could not be filled in.
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
    /// What administrators call this kind of email.
    pub fn label(&self) -> &'static str {
        wording::wording(self, "").label
    }

    /// Writes the message for one recipient.
    ///
    /// Every interpolated value becomes one line without control or invisible characters,
    /// and is escaped in the HTML, so a hostile name stays a name.
    pub fn render(&self, envelope: &Envelope) -> Result<Rendered, RenderError> {
        let content = Content::of(self, envelope);
        let mut text = TextPage { content: &content }.render()?;
        // The engine drops the line end that closes a template.
        text.push('\n');
        Ok(Rendered {
            subject: content.subject.clone(),
            text,
            html: HtmlPage { content: &content }.render()?,
        })
    }
}
