//! A key that signs access tokens (EdDSA).

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_key")]
pub struct Model {
    /// The key id: the `kid` of tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The private key (PKCS#8), encrypted under the master key.
    pub private_key_encrypted: Vec<u8>,
    /// The public key, 32 bytes.
    pub public_key: Vec<u8>,
    /// When it was created.
    pub created_at: Timestamp,
    /// From when it signs. It is accepted for verification from its creation.
    pub signs_from: Timestamp,
    /// Until when it signs. It is accepted until its last tokens have expired.
    pub signs_until: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
