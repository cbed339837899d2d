//! Public SSH keys of users.

use rules::resource::ResourceRefusal;
pub use rules::ssh_key::SshKeyType;
use rules::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{SshKeyId, UserId};

/// A public SSH key of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::ssh_key))]
pub struct SshKey {
    /// Identifier.
    pub id: SshKeyId,
    /// The name that the user gave it.
    pub name: String,
    /// Type.
    #[serde(rename = "type")]
    pub key_type: SshKeyType,
    /// Size in bits.
    pub bits: u32,
    /// The SHA-256 of the key, as OpenSSH shows it.
    pub fingerprint: String,
    /// The key in OpenSSH format, without options and comment.
    pub public_key: String,
    /// The comment that the key came with; absent if there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last used, to the minute; absent if it has not been used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
}

/// A public SSH key with the user it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::owned_ssh_key))]
pub struct OwnedSshKey {
    /// The user.
    pub user_id: UserId,
    /// The user's username.
    pub username: String,
    /// The user's name.
    pub user_name: String,
    /// The user's email.
    pub user_email: String,
    /// Why a host should not accept the key at the moment; absent if it should.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<ResourceRefusal>,
    /// The key.
    pub key: SshKey,
}

/// Adds a public SSH key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = crate::examples::add_ssh_key))]
pub struct AddSshKey {
    /// A name for the key. Default: the comment of the key, or else its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub name: Option<String>,
    /// The public key in OpenSSH format: the content of a file that ends in `.pub`. Never send a
    /// private key.
    #[cfg_attr(feature = "openapi", schema(max_length = 16384))]
    pub public_key: String,
}
