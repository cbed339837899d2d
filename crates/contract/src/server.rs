//! The server itself, as everybody may know it.

use serde::{Deserialize, Serialize};

/// Whose server this is, for pages that are shown before anybody has signed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServerDetails {
    /// The organization's name; absent where the server has several, or none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "Example Ltd"))]
    pub organization_name: Option<String>,
    /// Whom people may write to when they need help, where the organization says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "it-help@example.com"))]
    pub contact_email: Option<String>,
}
