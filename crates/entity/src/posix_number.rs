//! The number that a user or a group has on Unix. The row outlives its owner, so that no number is given
//! twice.

use rules::directory::PosixKind;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posix_number")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant. In it, a number of a kind is given once.
    pub organization_id: Uuid,
    /// What the number is.
    pub kind: PosixKind,
    /// The number.
    pub number: i64,
    /// The user or the group. It may be gone.
    pub owner_id: Uuid,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
