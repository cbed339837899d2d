//! The organization's logo in an email.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The identifier of the attached logo within its message.
pub(crate) const CONTENT_ID: &str = "logo@latchkey";

/// The address of the attached logo. Only the template writes it as the address of a picture: quotation marks in
/// everything else are escaped.
const ATTACHED: &str = "src=\"cid:logo@latchkey\"";

/// Where an email has its logo from. Never from the web: mail programs do not load such pictures until they are
/// asked to, and loading one would tell the server when and where an email is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Logo {
    /// Attached to the message.
    Attached,
    /// In the page itself, for previews: this PNG.
    Embedded(Vec<u8>),
}

impl Logo {
    /// The address of the picture.
    pub(super) fn address(&self) -> String {
        match self {
            Self::Attached => format!("cid:{CONTENT_ID}"),
            Self::Embedded(png) => data(png),
        }
    }
}

/// Whether this HTML shows the attached logo.
pub fn shows_logo(html: &str) -> bool {
    html.contains(ATTACHED)
}

/// The HTML with the logo in it, for a page that has no attachments.
pub fn with_embedded_logo(html: &str, png: &[u8]) -> String {
    let address = data(png);
    html.replacen(ATTACHED, &format!("src=\"{address}\""), 1)
}

fn data(png: &[u8]) -> String {
    format!("data:image/png;base64,{}", STANDARD.encode(png))
}
