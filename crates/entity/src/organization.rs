//! The tenant.

use contract::organization::Settings;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

use crate::Document;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organization")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// The address to contact for help.
    pub contact_email: Option<String>,
    /// The settings.
    pub settings: Document<Settings>,
    /// Passwords set before this time must be replaced.
    pub comply_since: Option<Timestamp>,
    /// The deadline for replacing them.
    pub comply_by: Option<Timestamp>,
    /// When the organization was created.
    pub created_at: Timestamp,
    /// The logo, if there is one.
    pub logo_id: Option<Uuid>,
    /// Version for `If-Match`.
    pub version: i64,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
