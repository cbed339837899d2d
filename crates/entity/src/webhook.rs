//! A webhook: where events of an organization are sent.

use contract::events::EventAction;
use rules::extensible::Extensible;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

use crate::{Document, Version};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// What it is for.
    pub name: String,
    /// The address that events are sent to.
    pub url: String,
    /// The actions that are sent. Empty: all.
    pub events: Document<Vec<Extensible<EventAction>>>,
    /// Whether events are sent.
    pub enabled: bool,
    /// Since when every attempt has failed.
    pub failing_since: Option<Timestamp>,
    /// When the server disabled it.
    pub disabled_at: Option<Timestamp>,
    /// The name of the administrator who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// Counts the changes by administrators and by the server.
    pub version: Version,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
