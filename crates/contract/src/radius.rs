//! RADIUS clients: the access points and VPNs that ask through a RADIUS server who may connect.

pub use rules::resource::AfterLoss;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change::{self, Change};
use crate::ids::{GroupId, RadiusClientId};

/// The number of RADIUS clients that an organization can have.
pub const MOST_RADIUS_CLIENTS: u64 = 200;

/// The number of groups that a RADIUS client can name.
pub const MOST_RADIUS_GROUPS: usize = 50;

/// A RADIUS client: an access point, a network of them, or a VPN.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::radius_client))]
pub struct RadiusClient {
    /// Identifier.
    pub id: RadiusClientId,
    /// What it is.
    pub name: String,
    /// Its address, or the network that it is in, for the configuration of the RADIUS server.
    pub network: String,
    /// The first characters of the secret, for identification.
    pub hint: String,
    /// Whether all users may connect. Otherwise, only the members of `groups`.
    pub everyone: bool,
    /// The groups whose members may connect. The first one that a user is in determines the VLAN.
    pub groups: Vec<RadiusClientGroup>,
    /// The VLAN of users whose group has none; absent if the access point decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vlan: Option<u16>,
    /// Whether a locked account keeps its access. One that an administrator has suspended or locked never has
    /// access.
    pub on_lock: AfterLoss,
    /// Whether an account with an expired password keeps its access.
    pub on_expiry: AfterLoss,
    /// The name of the administrator who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last asked; absent if it never did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// The version for `If-Match`. The `ETag` header begins with it.
    pub version: u64,
}

/// A group whose members may connect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RadiusClientGroup {
    /// The group.
    pub group_id: GroupId,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(example = "Engineering"))]
    pub group_name: String,
    /// The VLAN of its members; absent if the VLAN of the RADIUS client applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = 42))]
    pub vlan: Option<u16>,
}

/// Lets the members of a group connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdmitGroup {
    /// The group.
    pub group_id: GroupId,
    /// The VLAN of its members, 1 to 4094. If omitted, the VLAN of the RADIUS client applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 4094, example = 42))]
    pub vlan: Option<u16>,
}

/// Creates a RADIUS client.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::create_radius_client))]
pub struct CreateRadiusClient {
    /// What it is.
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub name: String,
    /// Its address, or the network that it is in: `192.0.2.7`, `10.20.0.0/24`, `2001:db8::/64`.
    #[cfg_attr(feature = "openapi", schema(max_length = 50))]
    pub network: String,
    /// Whether all users may connect. Default: only the members of `groups`.
    #[serde(default)]
    pub everyone: bool,
    /// The groups whose members may connect. The first one that a user is in determines the VLAN.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub groups: Vec<AdmitGroup>,
    /// The VLAN of users whose group has none, 1 to 4094. If omitted, the access point decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 4094))]
    pub vlan: Option<u16>,
    /// Whether a locked account keeps its access, unless an administrator has locked it. Default: `remove`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_lock: Option<AfterLoss>,
    /// Whether an account with an expired password keeps its access. Default: `remove`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_expiry: Option<AfterLoss>,
}

/// Updates a RADIUS client. Omitted fields stay unchanged.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::update_radius_client))]
pub struct UpdateRadiusClient {
    /// What it is.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 100))]
    pub name: Option<String>,
    /// Its address, or the network that it is in.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = String, max_length = 50))]
    pub network: Option<String>,
    /// Whether all users may connect.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = bool))]
    pub everyone: Option<bool>,
    /// The groups whose members may connect. Replaces the whole list.
    #[serde(
        deserialize_with = "change::value",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<AdmitGroup>, max_items = 50))]
    pub groups: Option<Vec<AdmitGroup>>,
    /// The VLAN of users whose group has none, 1 to 4094. `null`: the access point decides.
    #[serde(skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Option<u16>, minimum = 1, maximum = 4094)
    )]
    pub vlan: Change<u16>,
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

/// A RADIUS client with its new secret. The secret is shown only in this response.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RadiusClientWithSecret {
    /// The RADIUS client.
    pub radius_client: RadiusClient,
    /// The secret, for the access point and for the RADIUS server. It cannot be shown again.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "lkrk7mq2xv9ht4cp0dz8wfn6ybr3gaj")
    )]
    pub secret: String,
}

/// What a RADIUS server asks: whether a user may connect. The body of `POST /radius/authenticate`, which is
/// not part of the REST API: the module `rlm_rest` of FreeRADIUS decides what it looks like.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RadiusLogin {
    /// The username or the email.
    pub username: String,
    /// The password of the account, or an application password.
    pub password: String,
    /// The same as hexadecimal bytes, instead of `password`: FreeRADIUS cannot write every password as JSON.
    pub password_hex: String,
    /// What the access point calls itself (`NAS-Identifier`).
    pub nas: String,
    /// The address of the access point (`NAS-IP-Address`).
    pub nas_address: String,
    /// The device that connects (`Calling-Station-Id`), usually its MAC address.
    pub station: String,
}
