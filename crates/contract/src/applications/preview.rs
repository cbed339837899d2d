use serde::{Deserialize, Serialize};

use super::UpdateApplication;
use crate::ids::{GroupId, UserId};

/// The maximum number of groups or users in each list of a preview.
pub const MAX_PREVIEWED_ASSIGNMENTS: usize = 100;

/// A change of an application to preview: an update, and assignments. Everything is optional.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::preview_application))]
pub struct PreviewApplication {
    /// The body that would update the application. Errors name its fields as the update does.
    pub update: UpdateApplication,
    /// The groups that it would be assigned to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub assign_groups: Vec<GroupId>,
    /// The groups that it would be removed from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub unassign_groups: Vec<GroupId>,
    /// The users that it would be assigned to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub assign_users: Vec<UserId>,
    /// The users that it would be removed from. It can still be open to them through a group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub unassign_users: Vec<UserId>,
}

impl From<UpdateApplication> for PreviewApplication {
    fn from(update: UpdateApplication) -> Self {
        Self {
            update,
            ..Self::default()
        }
    }
}
