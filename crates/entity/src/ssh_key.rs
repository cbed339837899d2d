//! A public SSH key of a user.

use rules::ssh_key::SshKeyType;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ssh_key")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant. A key is there once in it.
    pub organization_id: Uuid,
    /// The user.
    pub account_id: Uuid,
    /// The name that the user gave it.
    pub name: String,
    /// Type.
    pub key_type: SshKeyType,
    /// Size in bits.
    pub bits: i32,
    /// `SHA256:` and the SHA-256 of the key in Base64, as OpenSSH shows it.
    pub fingerprint: String,
    /// The key in OpenSSH format, without options and comment.
    pub public_key: String,
    /// The comment that the key came with.
    pub comment: Option<String>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
