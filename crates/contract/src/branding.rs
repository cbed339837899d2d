//! How an organization's pages look, for those who see them.

use serde::{Deserialize, Serialize};

/// The branding of an organization's pages. What is absent has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Branding {
    /// The accent color in the light theme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "#1d5993"))]
    pub accent_light: Option<String>,
    /// The accent color in the dark theme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "#8fbfec"))]
    pub accent_dark: Option<String>,
    /// Where people get help: plain text with line breaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "Help desk: extension 4321"))]
    pub help_text: Option<String>,
    /// The path of the logo on this server, a PNG of at most 480 by 96 pixels. It changes with the logo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "/logos/0199f3c0-5b1e-7d20-8c4a-2f6e9b3d7a10/0199f3c0-9f52-7164-8a8e-6da23f71be54"
        )
    )]
    pub logo: Option<String>,
}
