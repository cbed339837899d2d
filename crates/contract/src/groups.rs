//! Groups of users.

use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change::{self, Change};
use crate::ids::{GroupId, UserId};

/// The maximum number of users in one request that adds and removes members.
pub const MAX_MEMBER_CHANGES: usize = 100;

/// A group of users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::group))]
pub struct Group {
    /// Identifier.
    pub id: GroupId,
    /// Name.
    pub name: String,
    /// What the group is for; absent if there is no description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The number of users in the group, in any state.
    pub members: u64,
    /// When it was created.
    pub created_at: Timestamp,
    /// The version for `If-Match`. The `ETag` header begins with it. Adding and removing members does
    /// not change it.
    pub version: u64,
}

/// Creates a group without members.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateGroup {
    /// Name, unique in the organization. Case, accents and spacing are ignored.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "Engineering"))]
    pub name: String,
    /// What the group is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 500, example = "Everyone who builds the product")
    )]
    pub description: Option<String>,
}

/// Updates a group. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateGroup {
    /// Name, unique in the organization. Case, accents and spacing are ignored.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = String, max_length = 100, example = "Engineering")
    )]
    pub name: Option<String>,
    /// What the group is for. `null` removes the description.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Option<String>, max_length = 500, example = "Builds the product")
    )]
    pub description: Change<String>,
}

/// Adds users to a group and removes users from it: 1 to 100 in all, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeMembers {
    /// The users to add.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_items = 100, example = json!(["0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01"]))
    )]
    pub add: Vec<UserId>,
    /// The users to remove.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_items = 100, example = json!(["0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e02"]))
    )]
    pub remove: Vec<UserId>,
}
