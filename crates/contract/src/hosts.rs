//! Linux hosts: who may sign in to them with an SSH key.

pub use rules::resource::AfterLoss;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::applications::AccessGroup;
use crate::change;
use crate::ids::{GroupId, HostId};

/// The number of hosts that an organization can have.
pub const MOST_HOSTS: u64 = 500;

/// The number of groups that a host can name.
pub const MOST_HOST_GROUPS: usize = 50;

/// A Linux host, or several that share a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::host))]
pub struct Host {
    /// Identifier.
    pub id: HostId,
    /// What it is. The LDAP attribute `host` of users who may sign in has this name.
    pub name: String,
    /// The first characters of the key, for identification.
    pub hint: String,
    /// Whether all users may sign in. Otherwise, only the members of `groups`.
    pub everyone: bool,
    /// The groups whose members may sign in.
    pub groups: Vec<AccessGroup>,
    /// Whether a locked account keeps its access. One that an administrator has suspended or locked never has
    /// access.
    pub on_lock: AfterLoss,
    /// Whether an account with an expired password keeps its access.
    pub on_expiry: AfterLoss,
    /// The name of the administrator who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last sent a request, to the minute; absent if it never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// The version for `If-Match`. The `ETag` header begins with it.
    pub version: u64,
}

/// Creates a host.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::create_host))]
pub struct CreateHost {
    /// What it is.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub name: String,
    /// Whether all users may sign in. Default: only the members of `groups`.
    #[serde(default)]
    pub everyone: bool,
    /// The groups whose members may sign in.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub groups: Vec<GroupId>,
    /// Whether a locked account keeps its access, unless an administrator has locked it. Default: `remove`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_lock: Option<AfterLoss>,
    /// Whether an account with an expired password keeps its access. Default: `remove`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_expiry: Option<AfterLoss>,
}

/// Updates a host. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::update_host))]
pub struct UpdateHost {
    /// What it is.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 100))]
    pub name: Option<String>,
    /// Whether all users may sign in.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub everyone: Option<bool>,
    /// The groups whose members may sign in. Replaces the whole list.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<GroupId>, max_items = 50))]
    pub groups: Option<Vec<GroupId>>,
    /// Whether a locked account keeps its access, unless an administrator has locked it.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = AfterLoss))]
    pub on_lock: Option<AfterLoss>,
    /// Whether an account with an expired password keeps its access.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = AfterLoss))]
    pub on_expiry: Option<AfterLoss>,
}

/// A host with its new key. The key is shown only in this response.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HostWithKey {
    /// The host.
    pub host: Host,
    /// The key that the host authenticates with. It cannot be shown again.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "lkh_T0pVd1NvQW5xN1l6bE4yR2h4SzRmOXRQYzNVZXJXbUE")
    )]
    pub key: String,
}

/// Query parameters of a host that asks which keys a user may sign in with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AuthorizedKeysQuery {
    /// The username.
    #[cfg_attr(feature = "openapi", param(max_length = 100))]
    pub username: String,
    /// Only the key with this fingerprint: the token `%f` of `sshd`. It is then recorded as used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(max_length = 100))]
    pub fingerprint: Option<String>,
}

/// The keys that a user can use to sign in to a host now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::authorized_keys))]
pub struct AuthorizedKeys {
    /// Each in OpenSSH format, without options. Empty if the user may not sign in, or does not exist.
    pub keys: Vec<String>,
}
