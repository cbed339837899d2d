//! The key (Ed25519) that signs checkpoints of events. Unlike other keys it is not rotated, because
//! the people who verify events compare it with the one that they know.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event_key")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Counts the keys, so that only one server makes each.
    pub number: i32,
    /// The private key (PKCS #8), encrypted under the master key.
    pub private_key_encrypted: Vec<u8>,
    /// When it was created.
    pub created_at: Timestamp,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
