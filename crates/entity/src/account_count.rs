//! How many accounts of a kind are in a state. Triggers keep it; nothing else writes it.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_count")]
pub struct Model {
    /// Tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    /// `user` or `administrator`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// `rules::state::UserState`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub state: String,
    /// Their number.
    pub accounts: i64,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
