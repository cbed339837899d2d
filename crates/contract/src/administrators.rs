//! Administrators: a separate kind of account.

use rules::role::Role;
use rules::state::UserState;
use rules::status::{Lock, PasswordStatus};
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change;
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
    /// The administrator's name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// `active` or `suspended`.
    pub state: UserState,
    /// Password status; `pending` until the invitation is accepted.
    pub password_status: PasswordStatus,
    /// Why the account is locked, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
    /// MFA status.
    pub mfa: MfaDetails,
    /// When a pending invitation expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation_expires_at: Option<Timestamp>,
    /// When the administrator last signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<Timestamp>,
    /// When the administrator was invited.
    pub created_at: Timestamp,
    /// The version for `If-Match`. The `ETag` header begins with it.
    pub version: u64,
}

/// Invites an administrator by email.
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
    /// The administrator's name.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100, example = "Grace Hopper")
    )]
    pub name: String,
    /// Role.
    pub role: Role,
}

/// Updates an administrator. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UpdateAdministrator {
    /// The administrator's name.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = String, max_length = 100, example = "Grace Hopper")
    )]
    pub name: Option<String>,
    /// Role.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Role))]
    pub role: Option<Role>,
}

rules::named_values! {
    /// What happens to the API keys that an administrator created.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum CreatedKeys {
        /// They are revoked.
        Revoke = "revoke",
        /// They stay valid.
        Keep = "keep",
    }
}

/// Query parameters of suspending and removing an administrator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct CreatedKeysQuery {
    /// What happens to the API keys that the administrator created: `revoke` (default) or `keep`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub api_keys: Option<CreatedKeys>,
}

impl CreatedKeysQuery {
    /// Whether the keys are revoked.
    pub fn revokes(self) -> bool {
        self.api_keys != Some(CreatedKeys::Keep)
    }
}
