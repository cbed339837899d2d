//! A key that signs tokens for applications.

use rules::openid::TokenAlgorithm;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "oidc_key")]
pub struct Model {
    /// The key id: the `kid` of tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The algorithm.
    pub algorithm: TokenAlgorithm,
    /// Counts the keys of an algorithm, so that only one server creates each.
    pub number: i32,
    /// The private key (PKCS #8), encrypted under the master key.
    pub private_key_encrypted: Vec<u8>,
    /// When it was created.
    pub created_at: Timestamp,
    /// From when it signs. It is published from its creation.
    pub signs_from: Timestamp,
    /// Until when it signs.
    pub signs_until: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
