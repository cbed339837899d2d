//! The words of emails, which an organization can replace with its own.

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The words of a kind of email. They may contain the placeholders of this kind, such as `{{name}}`, and no
/// web addresses: the button leads to the right page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::mail_words))]
pub struct MailWords {
    /// The subject.
    #[cfg_attr(feature = "openapi", schema(max_length = 150))]
    pub subject: String,
    /// The heading.
    #[cfg_attr(feature = "openapi", schema(max_length = 150))]
    pub heading: String,
    /// The text: at most 20 paragraphs. Each line that is not empty is a paragraph.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub text: String,
    /// The label of the button. Required if the email has a button; otherwise it must be absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub button: Option<String>,
}

/// A placeholder, which is replaced with a value in each email.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailPlaceholder {
    /// The name: `name` is written `{{name}}`.
    #[cfg_attr(feature = "openapi", schema(example = "name"))]
    pub name: String,
    /// What its value is.
    #[cfg_attr(feature = "openapi", schema(example = "The organization's name"))]
    pub description: String,
    /// Whether the text must contain it, because its value is nowhere else in the email.
    pub required: bool,
}

/// A kind of email with its wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::mail_template))]
pub struct MailTemplate {
    /// The kind of email: `user_activation`, `user_password_reset`, ….
    pub kind: String,
    /// The name of the kind.
    pub label: String,
    /// Whether the organization has reworded the email.
    pub customized: bool,
    /// The current wording.
    pub words: MailWords,
    /// The default wording.
    pub default_words: MailWords,
    /// The placeholders that the wording may contain.
    pub placeholders: Vec<MailPlaceholder>,
    /// Whether administrators get this email. Rewording it then also requires `administrators:write`.
    pub reaches_administrators: bool,
    /// Who changed the wording last; absent if nobody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_by: Option<String>,
    /// When the wording was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// The version for `If-Match`; 0 if the wording was never changed. The `ETag` header begins with
    /// it.
    pub version: u64,
}
