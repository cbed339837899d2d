//! The words of an organization for a kind of email.

use contract::mail_templates::MailWords;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

use crate::{Document, Version};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_template")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The kind of email, as in [`mail`](crate::mail). An organization has at most one row for each kind.
    pub kind: String,
    /// The words; none if the default ones were restored.
    pub words: Option<Document<MailWords>>,
    /// The name of who changed it last.
    pub updated_by: String,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// Increases with each change.
    pub version: Version,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
