//! A group of users. Its members are in `group_member`.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

use crate::Version;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_group")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// Name.
    pub name: String,
    /// The folded name, unique in the organization, for comparing and sorting.
    pub name_key: String,
    /// The search words of the name, each preceded by a space.
    pub search_words: String,
    /// What the group is for.
    pub description: Option<String>,
    /// The number of its rows in `group_member`.
    pub members: i64,
    /// When it was created.
    pub created_at: Timestamp,
    /// Increases with each change of the name or description.
    pub version: Version,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
