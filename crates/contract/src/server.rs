//! Public details of the server.

use serde::{Deserialize, Serialize};

use crate::branding::Branding;

/// Public details of the server, for pages shown before sign-in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServerDetails {
    /// The organization's name; absent if the server has several, or none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "Example Ltd"))]
    pub organization_name: Option<String>,
    /// The organization's address to contact for help, if set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "it-help@example.com"))]
    pub contact_email: Option<String>,
    /// The branding of the organization's pages; the default if the server has several organizations.
    #[serde(default)]
    pub branding: Branding,
    /// Whether people can sign up organizations; absent if not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub sign_up: bool,
    /// Whether LDAP is on; absent if not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub ldap: bool,
}
