//! A saved view of a list.

use rules::time::Timestamp;
use rules::view::ViewedList;
use sea_orm::entity::prelude::*;

use crate::{Document, Version};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_view")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The administrator who alone has the view; none if the organization shares it.
    pub owner_id: Option<Uuid>,
    /// The list.
    pub list: ViewedList,
    /// Name.
    pub name: String,
    /// The folded name, for sorting.
    pub name_key: String,
    /// The search; empty if the list is not searched.
    pub search: String,
    /// The filter; empty if the list is not filtered.
    pub filter: String,
    /// The order; empty for the default.
    pub sort: String,
    /// The columns; none for the default.
    pub columns: Document<Vec<String>>,
    /// The name of who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// Increases with each change.
    pub version: Version,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
