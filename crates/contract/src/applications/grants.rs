//! What users allow applications to do.

use rules::application::IconColor;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::ApplicationId;

/// What the caller allows an application to do, beyond signing in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::my_application_grant))]
pub struct MyApplicationGrant {
    /// The application.
    pub application_id: ApplicationId,
    /// Its name.
    pub name: String,
    /// The letter of its icon.
    pub letter: String,
    /// The color of its icon.
    pub color: IconColor,
    /// The scopes that the caller has consented to, and the scopes of offline access.
    pub scopes: Vec<String>,
    /// Since when.
    pub since: Timestamp,
    /// When the caller last consented; absent if they were not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consented_at: Option<Timestamp>,
    /// When the access that the application has while the caller is signed out ends; absent if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offline_until: Option<Timestamp>,
    /// Whether the application has to ask for consent before it gets this again.
    pub asks_again: bool,
}
