//! What was wrong with a request of an application. The last ones are kept.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_problem")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The application.
    pub application_id: Uuid,
    /// The error code of the protocol.
    pub code: String,
    /// What was wrong.
    pub message: String,
    /// What the request contained, if that helps.
    pub received: Option<String>,
    /// How many requests in a row were wrong in this way.
    pub count: i32,
    /// When it first happened.
    pub first_at: Timestamp,
    /// When it last happened.
    pub last_at: Timestamp,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
