//! A security-relevant action. Rows are inserted and never changed, except that repeated failures are
//! counted in one row.

use std::collections::BTreeMap;

use contract::events::EventAction;
use rules::event::{Outcome, PartyKind};
use rules::extensible::Extensible;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

use crate::Document;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    /// Identifier (UUID version 7), ordered by time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The place in the order in which events became visible; `None` until then. Negative
    /// if the event is to get a new one, because it counts twice as many failures as before.
    pub position: Option<i64>,
    /// When it happened.
    pub at: Timestamp,
    /// The action.
    pub action: Extensible<EventAction>,
    /// The outcome.
    pub outcome: Outcome,
    /// The kind of the actor.
    pub actor_kind: Extensible<PartyKind>,
    /// The identifier of the actor.
    pub actor_id: Option<Uuid>,
    /// The actor's name at the time.
    pub actor_name: String,
    /// The actor's email address at the time.
    pub actor_email: Option<String>,
    /// The kind of the target.
    pub target_kind: Option<Extensible<PartyKind>>,
    /// The identifier of the target.
    pub target_id: Option<Uuid>,
    /// The target's name at the time.
    pub target_name: Option<String>,
    /// The target's email address at the time.
    pub target_email: Option<String>,
    /// The client's address.
    pub address: Option<String>,
    /// The client's network, for failures that are counted.
    pub network: Option<String>,
    /// The client's browser and operating system.
    pub device: Option<String>,
    /// Additional details.
    pub detail: Document<BTreeMap<String, String>>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
