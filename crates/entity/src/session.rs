//! A signed-in session.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// Account.
    pub account_id: Uuid,
    /// `user` or `admin`.
    pub portal: String,
    /// Browser and system.
    pub device: String,
    /// Address at sign-in.
    pub address: String,
    /// Begin.
    pub created_at: i64,
    /// Last use, to the minute.
    pub last_used_at: i64,
    /// End if it is not used before.
    pub expires_at: i64,
    /// When its owner last proved to be there.
    pub proved_at: i64,
    /// End however much it is used, where that comes before the end of any session.
    pub ends_at: Option<i64>,
    /// When it was ended.
    pub ended_at: Option<i64>,
    /// Why.
    pub end_reason: Option<String>,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
