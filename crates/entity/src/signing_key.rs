//! A key that signs access tokens (EdDSA).

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_key")]
pub struct Model {
    /// Key id, the `kid` of tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// PKCS#8, encrypted under the master key.
    pub private_key_encrypted: Vec<u8>,
    /// Public key, 32 bytes.
    pub public_key: Vec<u8>,
    /// Creation.
    pub created_at: Timestamp,
    /// From when it signs; it verifies at once.
    pub signs_from: Timestamp,
    /// Until when it signed; it verifies as long as its tokens live.
    pub signs_until: Option<Timestamp>,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
