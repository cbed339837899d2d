//! The LDAP suffix of an organization that has one.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "directory")]
pub struct Model {
    /// Tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    /// The suffix as it was entered.
    pub suffix: String,
    /// The normalized suffix, unique on the server.
    pub suffix_key: String,
    /// When somebody last tried a name that nobody has. It is written so that this takes as long as trying a
    /// name that somebody has.
    pub guessed_at: Timestamp,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Related<super::organization::Entity> for Entity {
    fn to() -> RelationDef {
        Self::belongs_to(super::organization::Entity)
            .from(Column::OrganizationId)
            .to(super::organization::Column::Id)
            .into()
    }
}

impl ActiveModelBehavior for ActiveModel {}
