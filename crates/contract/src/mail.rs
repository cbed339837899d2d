//! The mail delivery log.

pub use rules::mail::MailState;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::MailId;

/// An email in the delivery log. Its text is not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::mail_delivery))]
pub struct MailDelivery {
    /// Identifier.
    pub id: MailId,
    /// What it is: `user_activation`, `user_password_reset`, ….
    pub kind: String,
    /// Recipient.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Where it stands.
    pub state: MailState,
    /// Attempts made.
    pub attempts: u32,
    /// What the last failed attempt met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When the next attempt is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_attempt_at: Option<Timestamp>,
    /// When the mail server accepted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
}

/// What a kind of email from the organization looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::mail_preview))]
pub struct MailPreview {
    /// The kind of email: `user_activation`, `user_password_reset`, ….
    pub kind: String,
    /// The kind in words.
    pub label: String,
    /// Subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// Where the HTML is, as a path of this server, for ten minutes and without credentials.
    pub page: String,
}
