//! The catalog: applications that can be created from a template, and what to enter in them.

use std::collections::BTreeMap;

use rules::application::{ApplicationProtocol, IconColor, OpenTo, TemplateEvidence};
use serde::{Deserialize, Serialize};

/// The placeholder for the client secret in the texts of an [`ApplicationGuide`]. The server stores only a
/// hash of the secret.
pub const SECRET_PLACEHOLDER: &str = "{{client_secret}}";

/// An application of the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::application_template))]
pub struct ApplicationTemplate {
    /// Identifier: lowercase letters, digits and hyphens. It never changes.
    pub id: String,
    /// Name.
    pub name: String,
    /// What the application is, in one line.
    pub summary: String,
    /// The letter of its icon, or two.
    pub letter: String,
    /// The color of its icon.
    pub color: IconColor,
    /// The heading under which it is listed.
    pub category: String,
    /// How it is connected.
    pub protocol: ApplicationProtocol,
    /// What is needed to create it, usually its host name.
    pub questions: Vec<TemplateQuestion>,
    /// Further notes, such as the required edition; absent if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The title of the page in the documentation of the application.
    pub documentation: String,
    /// How far the template was verified.
    pub evidence: TemplateEvidence,
}

/// A value that a template needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::template_question))]
pub struct TemplateQuestion {
    /// Its name in `answers`.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// A valid answer.
    pub sample: String,
    /// Where to find it; absent if the label says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The answer must be in one of these domains; absent if the organization chooses the domain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
}

/// Creates an application from a template, which determines its addresses and all its other settings. They
/// can be changed later.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::create_from_template))]
pub struct CreateFromTemplate {
    /// An answer to each of the template's questions, under its name. A host is a name, such as
    /// `grafana.example.com`, or a private or public IPv4 address, each with or without a port.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = BTreeMap<crate::documented::TemplateQuestionName, crate::documented::TemplateAnswer>)
    )]
    pub answers: BTreeMap<String, String>,
    /// Name, unique in the organization. Default: the name of the template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub name: Option<String>,
    /// Who may open it. Default: `assigned`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_to: Option<OpenTo>,
}

/// What to enter in an application so that it signs users in with this server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::application_guide))]
pub struct ApplicationGuide {
    /// The values under the names that the application's own settings have; absent if the application was
    /// not created from a template, or if its addresses no longer follow it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<OwnGuide>,
    /// All values, under the names that the protocol has for them.
    pub standard: Vec<GuideValue>,
}

/// What to enter in an application of the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::own_guide))]
pub struct OwnGuide {
    /// Where its settings are in the application; absent if they are only in a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// What to enter there.
    pub values: Vec<GuideValue>,
    /// The same values as a part of a configuration file; absent if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snippet: Option<GuideSnippet>,
    /// Further notes; absent if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The title of the page in the documentation of the application.
    pub documentation: String,
    /// How far these names and values were verified.
    pub evidence: TemplateEvidence,
}

/// A value to enter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::guide_value))]
pub struct GuideValue {
    /// What it is called.
    pub name: String,
    /// The value. `{{client_secret}}` is the placeholder for the secret, which the server does not know.
    pub value: String,
}

/// A part of a configuration file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::guide_snippet))]
pub struct GuideSnippet {
    /// The name of the file, or another place for the text.
    pub file: String,
    /// The text. `{{client_secret}}` is the placeholder for the secret, which the server does not know.
    pub text: String,
}
