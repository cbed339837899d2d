//! The refresh tokens of a grant. Each works once; using one again revokes the grant, unless a response was lost.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "oidc_refresh_token")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// Tenant.
    pub organization_id: Uuid,
    /// The grant.
    pub grant_id: Uuid,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it was used.
    pub spent_at: Option<Timestamp>,
    /// The client that used it.
    pub spent_by: Option<String>,
    /// How many tokens the grant had before it.
    pub generation: i64,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
