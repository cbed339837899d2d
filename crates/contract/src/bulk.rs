//! One action on several users, with one result per user.

use rules::bulk::BulkJobAction;
use rules::role::Permission;
use serde::{Deserialize, Serialize};

use crate::ids::UserId;
use crate::problem::Problem;

/// The maximum number of users of a bulk request.
pub const MAX_BULK: usize = 100;

/// An action on several users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = "unlock"))]
pub enum BulkAction {
    /// Unlock the account. Requires `users:assist`, and `users:write` for users whom an administrator
    /// has locked.
    Unlock,
    /// Email a new activation link. Requires `users:assist`.
    ResendActivation,
    /// Email a password reset link. Requires `users:assist`.
    SendPasswordReset,
    /// Expire the password. Requires `users:assist`.
    ExpirePassword,
    /// Require MFA, regardless of the organization's policy. Requires `users:write` and
    /// `users:read`.
    RequireMfa,
    /// Activate. Requires `users:write`.
    Activate,
    /// Suspend the user and end all sessions. Requires `users:write`.
    Suspend,
    /// Delete. Requires `users:write`.
    Delete,
}

impl BulkAction {
    /// The required permission, the same as for a single user. [`Self::RequireMfa`] also requires
    /// [`Permission::UsersRead`].
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

impl From<BulkAction> for BulkJobAction {
    fn from(action: BulkAction) -> Self {
        match action {
            BulkAction::Unlock => Self::Unlock,
            BulkAction::ResendActivation => Self::ResendActivation,
            BulkAction::SendPasswordReset => Self::SendPasswordReset,
            BulkAction::ExpirePassword => Self::ExpirePassword,
            BulkAction::RequireMfa => Self::RequireMfa,
            BulkAction::Activate => Self::Activate,
            BulkAction::Suspend => Self::Suspend,
            BulkAction::Delete => Self::Delete,
        }
    }
}

/// An action to perform on several users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkRequest {
    /// The action.
    pub action: BulkAction,
    /// The targets: 1 to 100 users, each once.
    #[cfg_attr(
        feature = "openapi",
        schema(min_items = 1, max_items = 100, example = json!(["0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01", "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e02"]))
    )]
    pub ids: Vec<UserId>,
}

/// The results of a bulk action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResult {
    /// One result per user, in the order of the request.
    pub results: Vec<BulkItem>,
}

/// The result for one user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkItem {
    /// The user.
    pub id: UserId,
    /// Whether the action was performed.
    pub done: bool,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}
