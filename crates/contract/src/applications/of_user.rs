//! The applications of one user.

use rules::application::{ApplicationProtocol, IconColor};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::Assignment;
use crate::ids::ApplicationId;

/// An application that is available to a user, for administrators.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::user_application))]
pub struct UserApplication {
    /// The application.
    pub id: ApplicationId,
    /// Its name.
    pub name: String,
    /// The letter of its icon.
    pub letter: String,
    /// The color of its icon.
    pub color: IconColor,
    /// How it is connected.
    pub protocol: ApplicationProtocol,
    /// Whether it can be opened.
    pub enabled: bool,
    /// Why it is available to the user.
    pub assignment: Assignment,
    /// When the user last opened it; absent if they never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_opened_at: Option<Timestamp>,
}

/// Why an application is available to the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Why {
    /// Whether it is open to everyone.
    pub everyone: bool,
    /// Whether it is assigned to the caller directly.
    pub directly: bool,
    /// The names of the caller's groups that it is assigned to.
    pub groups: Vec<String>,
}

impl From<Assignment> for Why {
    fn from(assignment: Assignment) -> Self {
        let groups = assignment.groups.into_iter().map(|group| group.name);
        Self {
            everyone: assignment.everyone,
            directly: assignment.directly,
            groups: groups.collect(),
        }
    }
}

/// An application that is available to the caller, as a card in the User Portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::my_application))]
pub struct MyApplication {
    /// Identifier.
    pub id: ApplicationId,
    /// Name.
    pub name: String,
    /// What it is for; absent if it has no description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The letter of its icon.
    pub letter: String,
    /// The color of its icon.
    pub color: IconColor,
    /// The heading under which to show it; absent if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Whether opening it requires a factor.
    pub asks_for_factor: bool,
    /// Why it is available to the caller.
    pub why: Why,
    /// When the caller last opened it; absent if they never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_opened_at: Option<Timestamp>,
    /// Whether the caller has pinned it.
    pub pinned: bool,
}

/// An application that the gate has opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenedApplication {
    /// The address to open.
    #[cfg_attr(feature = "openapi", schema(example = "https://wiki.example.com/"))]
    pub address: String,
}
