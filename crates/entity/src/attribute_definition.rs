//! An attribute that an organization has added to the profile. The values are in `user_attribute`.

use rules::attribute::{AttributeAccess, AttributeKind};
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

use crate::{Document, Version};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attribute_definition")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The name in the API, unique in the organization. Never changes.
    pub name: String,
    /// The label on screens.
    pub label: String,
    /// The kind of its values. Never changes.
    pub kind: AttributeKind,
    /// The choices; empty unless the kind is `choice`.
    pub choices: Document<Vec<String>>,
    /// Whether new users need a value.
    pub required: bool,
    /// What users may do with their own value.
    pub user_access: AttributeAccess,
    /// Whether lists of users can be filtered by it.
    pub filterable: bool,
    /// Whether searches for users include it.
    pub searchable: bool,
    /// Where it is shown among the others.
    pub position: i16,
    /// When it was created.
    pub created_at: Timestamp,
    /// Increases with each change.
    pub version: Version,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
