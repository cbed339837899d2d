//! One act on many users, with an answer for each.

use rules::role::Permission;
use serde::{Deserialize, Serialize};

use crate::ids::UserId;
use crate::problem::Problem;

/// The most users that one bulk request may name.
pub const MAX_BULK: usize = 100;

/// What can be done to many users at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = "unlock"))]
pub enum BulkAct {
    /// End the lock. Needs `users:assist`.
    Unlock,
    /// Mail a new activation link. Needs `users:assist`.
    ResendActivation,
    /// Mail a password reset link. Needs `users:assist`.
    SendPasswordReset,
    /// Expire the password. Needs `users:assist`.
    ExpirePassword,
    /// Require a second factor of each, whatever the organization asks. Needs `users:write` and
    /// `users:read`.
    RequireMfa,
    /// Make active. Needs `users:write`.
    Activate,
    /// Suspend and sign out. Needs `users:write`.
    Suspend,
    /// Delete. Needs `users:write`.
    Delete,
}

impl BulkAct {
    /// What the act needs, the same as for one user; [`Self::RequireMfa`] needs
    /// [`Permission::UsersRead`] besides.
    pub const fn needs(self) -> Permission {
        match self {
            Self::Unlock
            | Self::ResendActivation
            | Self::SendPasswordReset
            | Self::ExpirePassword => Permission::UsersAssist,
            Self::RequireMfa | Self::Activate | Self::Suspend | Self::Delete => {
                Permission::UsersWrite
            }
        }
    }
}

/// One act, to be done to each of these users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkRequest {
    /// What to do.
    pub act: BulkAct,
    /// To whom: 1 to 100 users, each once.
    #[cfg_attr(
        feature = "openapi",
        schema(min_items = 1, max_items = 100, example = json!(["0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01", "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e02"]))
    )]
    pub ids: Vec<UserId>,
}

/// How a bulk act went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// One for each user, in the order asked for.
    pub results: Vec<BulkItem>,
}

/// How it went for one user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkItem {
    /// The user.
    pub id: UserId,
    /// Whether it was done.
    pub done: bool,
    /// Why it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}
