//! Previous passwords, which must not be used again.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "used_password")]
pub struct Model {
    /// Identifier, ordered by time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The account.
    pub account_id: Uuid,
    /// The Argon2id hash, as a PHC string, encrypted under the master key.
    pub password_hash: String,
    /// When it was replaced.
    pub replaced_at: Timestamp,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
