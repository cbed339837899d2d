//! The first organization of a server.

use serde::{Deserialize, Serialize};

/// Creates the first organization and its owner. Requires the token of the one-time link that the
/// server printed at its first start.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetUp {
    /// The token in the link's fragment.
    #[cfg_attr(
        feature = "openapi",
        schema(
            max_length = 128,
            example = "Qm9va2VyLXRva2VuLW9mLXRoZS1saW5rLW9uY2Utb25seQ"
        )
    )]
    pub token: String,
    /// The organization's name.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "Example Ltd"))]
    pub organization_name: String,
    /// The owner's name.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100, example = "Olivia Owner")
    )]
    pub name: String,
    /// The owner's email address.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, example = "olivia@example.com")
    )]
    pub email: String,
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
