//! A user in a group.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "group_member")]
pub struct Model {
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub group_id: Uuid,
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Tenant, of both.
    pub organization_id: Uuid,
    /// When the user was added.
    pub added_at: Timestamp,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
