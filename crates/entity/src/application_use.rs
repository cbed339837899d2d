//! A user's data about an application that outlives their sessions and assignments.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_use")]
pub struct Model {
    /// The application.
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: Uuid,
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Tenant, of both.
    pub organization_id: Uuid,
    /// When the user pinned it; `None` if it is not pinned.
    pub pinned_at: Option<Timestamp>,
    /// When the user last opened it.
    pub last_opened_at: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
