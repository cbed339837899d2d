//! A signed statement of how the hash chain of an organization's events is at a position.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event_checkpoint")]
pub struct Model {
    /// Identifier (UUID version 7), ordered by time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The position.
    pub position: i64,
    /// The hash of the link at this position.
    pub hash: Vec<u8>,
    /// When it was signed.
    pub at: Timestamp,
    /// Whether the events up to this position were deleted, so that the chain starts here.
    pub starts_chain: bool,
    /// The public key (Ed25519), as base64url.
    pub public_key: String,
    /// The signature, as base64url.
    pub signature: String,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
