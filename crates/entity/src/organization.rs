//! The tenant.

use contract::organization::Settings;
use rules::organization_state::OrganizationState;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{Condition, QuerySelect, QueryTrait};

use crate::{Document, Version};

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
    pub version: Version,
    /// When the operator of the server suspended it.
    pub suspended_at: Option<Timestamp>,
    /// When it is deleted with everything that belongs to it.
    pub delete_at: Option<Timestamp>,
    /// The current version of its terms; 0 if none was published.
    pub terms_version: i32,
    /// Whether users must accept them.
    pub terms_required: bool,
}

impl Model {
    /// Whether its people may sign in, and until when it exists.
    pub const fn state(&self) -> OrganizationState {
        OrganizationState::of(self.suspended_at, self.delete_at)
    }
}

/// Matches the organizations that are suspended or will be deleted: the SQL form of [`Model::state`].
pub fn is_suspended() -> Condition {
    Condition::any()
        .add(Column::SuspendedAt.is_not_null())
        .add(Column::DeleteAt.is_not_null())
}

/// The identifiers of the organizations for which nothing is done in the background.
pub fn suspended() -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(is_suspended())
        .into_query()
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
