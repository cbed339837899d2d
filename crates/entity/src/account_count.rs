//! How many accounts of a kind are in a state. Triggers keep it; nothing else writes it.

use rules::account::AccountKind;
use rules::state::UserState;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_count")]
pub struct Model {
    /// Tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    /// The kind of account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: AccountKind,
    /// The state.
    #[sea_orm(primary_key, auto_increment = false)]
    pub state: UserState,
    /// Their number.
    pub accounts: i64,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
