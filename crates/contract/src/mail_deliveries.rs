//! The email delivery log.

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
    /// The kind of email: `user_activation`, `user_password_reset`, ….
    pub kind: String,
    /// The recipient's address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The state of the delivery.
    pub state: MailState,
    /// The number of delivery attempts so far.
    pub attempts: u32,
    /// The error of the last failed attempt.
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

/// A preview of one kind of email.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::mail_preview))]
pub struct MailPreview {
    /// The kind of email: `user_activation`, `user_password_reset`, ….
    pub kind: String,
    /// The name of the kind.
    pub label: String,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The path of the HTML on this server. It works without credentials for 10 minutes.
    pub page: String,
}
