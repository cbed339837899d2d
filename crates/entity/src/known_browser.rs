//! A browser that has signed in to an account. Its token is in the browser's device cookie.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_browser")]
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
    /// Browser and operating system at the last sign-in; empty if that was before this was stored.
    pub device: String,
    /// Consecutive wrong passwords from this browser.
    pub failed_attempts: i32,
    /// When it first signed in.
    pub created_at: Timestamp,
    /// When it last signed in.
    pub last_used_at: Timestamp,
    /// When it is forgotten if it does not sign in again.
    pub expires_at: Timestamp,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
