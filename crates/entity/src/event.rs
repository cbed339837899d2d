//! A security-relevant act. Rows are added, never changed.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    /// Identifier (UUID version 7), in order of time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// When.
    pub at: i64,
    /// What.
    pub action: String,
    /// `success` or `failure`.
    pub outcome: String,
    /// `contract::events::ActorKind`.
    pub actor_kind: String,
    /// Who.
    pub actor_id: Option<Uuid>,
    /// Their name then.
    pub actor_name: String,
    /// Kind of what it was done to.
    pub target_kind: Option<String>,
    /// To whom.
    pub target_id: Option<Uuid>,
    /// Their name then.
    pub target_name: Option<String>,
    /// Client address.
    pub address: Option<String>,
    /// Browser and system.
    pub device: Option<String>,
    /// More, as a JSON object of strings.
    pub detail: String,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
