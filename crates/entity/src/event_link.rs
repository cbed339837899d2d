//! An event in the hash chain of its organization. Rows are inserted and never changed.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event_link")]
pub struct Model {
    /// Tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: Uuid,
    /// The position of the event. One that counts repeated failures has several, one after the other.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// The event.
    pub event_id: Uuid,
    /// The number of failures that the event counted at this position; 1 for any other event.
    pub attempts: i64,
    /// SHA-256 of the event, without what it counts.
    pub digest: Vec<u8>,
    /// SHA-256 of this link and of the hash of the previous one.
    pub hash: Vec<u8>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
