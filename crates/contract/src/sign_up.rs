//! Signing up an organization, on servers that allow it.

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::sign_in::PasswordRequirements;

/// Requests an organization. A link is emailed that confirms the address.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestSignUp {
    /// The owner's email address.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, example = "olivia@example.com")
    )]
    pub email: String,
    /// The owner's name.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100, example = "Olivia Owner")
    )]
    pub name: String,
    /// The organization's name.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "Example Ltd"))]
    pub organization_name: String,
}

/// What the page of the emailed link shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::sign_up_details))]
pub struct SignUpDetails {
    /// The owner's name.
    #[cfg_attr(feature = "openapi", schema(example = "Olivia Owner"))]
    pub name: String,
    /// The organization's name.
    #[cfg_attr(feature = "openapi", schema(example = "Example Ltd"))]
    pub organization_name: String,
    /// What the password must comply with. Contains the owner's email address.
    pub requirements: PasswordRequirements,
    /// When the link expires.
    pub expires_at: Timestamp,
}

/// Confirms the address, and creates the organization and its owner.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmSignUp {
    /// The token in the link's fragment.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 128,
            example = "Qm9va2VyLXRva2VuLW9mLXRoZS1saW5rLW9uY2Utb25seQ"
        )
    )]
    pub token: String,
    /// The owner's password.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 1024, format = Password, example = "correct horse battery staple")
    )]
    pub password: String,
    /// Whether the terms of service are accepted.
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub terms_accepted: bool,
}
