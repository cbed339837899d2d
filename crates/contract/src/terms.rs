//! The organization's own terms of service, and who accepted them.

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A published version of the terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::terms))]
pub struct Terms {
    /// The number of the version: 1, 2, ….
    pub version: u32,
    /// Plain text. Each line that is not empty is a paragraph.
    pub text: String,
    /// When it was published.
    pub published_at: Timestamp,
}

/// The terms, as administrators see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::organization_terms))]
pub struct OrganizationTerms {
    /// Whether users must accept the current version.
    pub required: bool,
    /// The current version; absent if nothing was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Terms>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_by: Option<String>,
    /// The version for `If-Match`: that of the organization. The `ETag` header begins with it.
    pub version: u64,
}

/// Publishes terms, and sets whether users must accept them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::set_terms))]
pub struct SetTerms {
    /// Whether users must accept the current version.
    pub required: bool,
    /// Plain text. Each line that is not empty is a paragraph; markup has no effect. If it differs from the
    /// current version, it is published as a new one, which all users must accept again.
    #[cfg_attr(feature = "openapi", schema(max_length = 20_000))]
    pub text: String,
}

/// The terms, as the signed-in user sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::my_terms))]
pub struct MyTerms {
    /// Whether the user must accept the current version before an application opens, and at the next sign-in.
    pub due: bool,
    /// The current version; absent if users do not have to accept terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Terms>,
    /// The version that the user accepted last; absent if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<AcceptedTerms>,
}

/// The version of the terms that a user accepted last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptedTerms {
    /// The version.
    #[cfg_attr(feature = "openapi", schema(example = 2))]
    pub version: u32,
    /// When it was accepted.
    pub accepted_at: Timestamp,
}

/// Accepts the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptTerms {
    /// The version that was shown. It must be the current one.
    #[cfg_attr(feature = "openapi", schema(example = 2))]
    pub version: u32,
}

/// That a user accepted a version of the terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::terms_acceptance))]
pub struct TermsAcceptance {
    /// The version.
    pub version: u32,
    /// When it was accepted.
    pub accepted_at: Timestamp,
    /// The network address of the browser.
    pub address: String,
}
