//! Passwords that were replaced, so that they are not used again.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "used_password")]
pub struct Model {
    /// Identifier; later ones sort behind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// Whose it was.
    pub account_id: Uuid,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
    /// When another took its place.
    pub replaced_at: Timestamp,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
