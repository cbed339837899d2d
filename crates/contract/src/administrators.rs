//! Administrators: accounts of their own kind, separate from users.

use rules::role::Role;
use rules::state::UserState;
use rules::status::{Lock, PasswordStatus};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::factors::MfaDetails;
use crate::ids::AdministratorId;

/// An administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::administrator))]
pub struct Administrator {
    /// Identifier.
    pub id: AdministratorId,
    /// Email address.
    pub email: String,
    /// What the person is called.
    pub name: String,
    /// Role.
    pub role: Role,
    /// `active` or `suspended`.
    pub state: UserState,
    /// Password status; `pending` until the invitation is accepted.
    pub password_status: PasswordStatus,
    /// The lock that holds now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
    /// Second factors.
    pub mfa: MfaDetails,
    /// Until when a pending invitation can be accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation_expires_at: Option<Timestamp>,
    /// The last sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<Timestamp>,
    /// When the administrator was invited.
    pub created_at: Timestamp,
    /// The version for `If-Match`; the `ETag` header says the same.
    pub version: u64,
}

/// Invites an administrator by mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InviteAdministrator {
    /// Email address, unique among the administrators of the server.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, example = "grace@example.com")
    )]
    pub email: String,
    /// What the person is called.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100, example = "Grace Hopper")
    )]
    pub name: String,
    /// Role.
    pub role: Role,
}

/// Changes an administrator. A field left out stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateAdministrator {
    /// What the person is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100, example = "Grace Hopper")
    )]
    pub name: Option<String>,
    /// Role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}
