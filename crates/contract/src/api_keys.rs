//! API keys: credentials for programs, owned by the organization.

use rules::role::Permission;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{AdministratorId, ApiKeyId};

rules::named_values! {
    /// Whether the administrator who created an API key is still active.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum CreatorStatus {
        /// Active.
        Active = "active",
        /// Suspended.
        Suspended = "suspended",
        /// No longer an administrator.
        Removed = "removed",
    }
}

/// An API key without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::api_key))]
pub struct ApiKey {
    /// Identifier.
    pub id: ApiKeyId,
    /// What the key is for.
    pub name: String,
    /// The first characters of the key, for identification.
    pub prefix: String,
    /// Its permissions.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<crate::documented::Scope>))]
    pub scopes: Vec<Permission>,
    /// The name of the administrator who created it.
    pub created_by: String,
    /// The administrator who created it; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by_id: Option<AdministratorId>,
    /// Whether this administrator is still active. If not, check whether the key is still needed.
    pub creator: CreatorStatus,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
    /// When it was last used, to the minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
}

/// Creates an API key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateApiKey {
    /// What the key is for.
    #[cfg_attr(feature = "openapi", schema(max_length = 100, example = "HR import"))]
    pub name: String,
    /// Its permissions, each of which the creator must hold.
    #[cfg_attr(
        feature = "openapi",
        schema(
            value_type = Vec<crate::documented::Scope>,
            min_items = 1,
            example = json!(["users:read", "users:write"])
        )
    )]
    pub scopes: Vec<Permission>,
    /// Days until the key expires, 1 to 365.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 365, example = 90))]
    pub expires_in_days: u16,
}

/// A new API key with its secret. The secret is shown only in this response.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKeyCreated {
    /// The API key.
    pub api_key: ApiKey,
    /// The key to send as `Authorization: Bearer`. It cannot be shown again.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "lk_4fQ9rT2xV7bN1mKc8sLpW3zYd6hGjA0uEoRtIxQwBvC")
    )]
    pub key: String,
}
