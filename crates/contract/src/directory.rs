//! The numbers that users and groups have on Unix, taken over from another directory.

use serde::{Deserialize, Serialize};

/// The number of users and groups that one request can name.
pub const MOST_POSIX_NUMBERS: usize = 1_000;

/// Imports the numbers (UIDs and GIDs) that users and groups already have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::import_posix_numbers))]
pub struct ImportPosixNumbers {
    /// The numbers of users. Users and groups together: at most 1000.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub users: Vec<UserPosixNumbers>,
    /// The numbers of groups.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub groups: Vec<GroupPosixNumber>,
}

/// The numbers of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UserPosixNumbers {
    /// The username, in any case.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub username: String,
    /// The number of the user.
    #[cfg_attr(feature = "openapi", schema(minimum = 1000, maximum = 2_147_483_646))]
    pub uid_number: u32,
    /// The number of the user's own group. No other user or group can have it.
    #[cfg_attr(feature = "openapi", schema(minimum = 1000, maximum = 2_147_483_646))]
    pub gid_number: u32,
}

/// The number of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupPosixNumber {
    /// The name of the group, in any case.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub name: String,
    /// The number of the group.
    #[cfg_attr(feature = "openapi", schema(minimum = 1000, maximum = 2_147_483_646))]
    pub gid_number: u32,
}

/// What was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PosixNumbersImported {
    /// How many numbers were assigned. Numbers that a user or group already had are not counted.
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub given: u64,
}
