//! A security-relevant act. Rows are added, never changed.

use rules::event::{Outcome, PartyKind};
use rules::time::Timestamp;
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
    pub at: Timestamp,
    /// What.
    pub action: String,
    /// How it ended.
    pub outcome: Outcome,
    /// Kind of the actor.
    pub actor_kind: PartyKind,
    /// Who.
    pub actor_id: Option<Uuid>,
    /// Their name then.
    pub actor_name: String,
    /// Kind of what it was done to.
    pub target_kind: Option<PartyKind>,
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
