//! Renders a typed [`Message`] as an email.

mod account_locked;
mod cases;
mod content;
mod credential;
mod define;
mod link;
mod logo;
mod message;
mod placeholder;
mod sample;
mod scheduled_changes;
mod text;
mod wording;
mod wordings;
mod words;

use std::fmt;

use askama::Template;

pub use cases::{DoneBy, LockCause, OwnerChange, ScheduledKind, ScheduledLine, WebhookChange};
pub use credential::CredentialChange;
pub use link::{InvalidWebAddress, OneTimeLink, WebAddress};
pub use logo::{Logo, shows_logo, with_embedded_logo};
pub use message::{Message, MessageKind};
pub use placeholder::Placeholder;
pub use words::{InvalidWords, MAX_BUTTON, MAX_LINE, MAX_LINES, MAX_TEXT, Words, WordsField};

pub(crate) use logo::CONTENT_ID;
pub(crate) use text::{is_invisible, one_line};

use content::Content;

/// What all emails have in common: the sender, the recipient, and their portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The organization's name.
    pub organization: String,
    /// The recipient's name for the greeting, preferably the first name. `None` if the recipient may be a
    /// stranger, because nobody has shown that the address is theirs. The email then contains nothing that
    /// a user may have written, so that nobody can use this server to send their texts to strangers.
    pub recipient: Option<String>,
    /// The organization's address to contact for help, if set.
    pub contact: Option<String>,
    /// The portal of the recipient's kind of account, from the configured public URL.
    pub portal: WebAddress,
    /// Where people get help, in the organization's words; each line that is not empty is a paragraph.
    pub help: Option<String>,
    /// The color of the button.
    pub accent: Accent,
    /// The organization's logo, if it has one.
    pub logo: Option<Logo>,
}

/// A color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The color of the button: one on which white can be read, and one for the dark theme on which black can
/// be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    /// In the light theme.
    pub light: Rgb,
    /// In the dark theme.
    pub dark: Rgb,
}

impl Default for Accent {
    fn default() -> Self {
        Self {
            light: Rgb([0x76, 0x56, 0x0f]),
            dark: Rgb([0xd9, 0xb2, 0x5f]),
        }
    }
}

/// A message that is ready for delivery. It may contain a valid link: store it encrypted and never
/// log it. Its `Debug` output only shows the subject.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The subject: one line, without control characters.
    pub subject: String,
    /// The plain text alternative, with `\n` line endings.
    pub text: String,
    /// The HTML alternative: a complete page that loads no external resources. Its logo is attached: see
    /// [`shows_logo`].
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
        wordings::wording(self, "").label
    }

    /// Renders the message for one recipient, in the default words.
    ///
    /// Every inserted value is reduced to a single line without control or invisible characters,
    /// and escaped in the HTML, so that a malicious name cannot do harm.
    pub fn render(&self, envelope: &Envelope) -> Result<Rendered, RenderError> {
        self.render_in(envelope, None)
    }

    /// Renders the message for one recipient, in the organization's own `words` if there are any. They
    /// are treated like inserted values, so words that were not validated cannot do harm either.
    pub fn render_in(
        &self,
        envelope: &Envelope,
        words: Option<&Words>,
    ) -> Result<Rendered, RenderError> {
        let content = Content::of(self, envelope, words);
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
