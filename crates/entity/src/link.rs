//! An emailed link.

use rules::links::LinkPurpose;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "link")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// Account.
    pub account_id: Uuid,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// The address that it was sent to, or the key of the address that it verifies; absent for links
    /// from before this was stored.
    pub email: Option<String>,
    /// The purpose.
    pub purpose: LinkPurpose,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it expires. It can no longer be used at exactly this time.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// When it was replaced by a newer link or voided by another action.
    pub voided_at: Option<Timestamp>,
    /// How many new passwords were compared with the stored ones of the account.
    pub comparisons: i32,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
