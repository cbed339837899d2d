//! A sign-up of an organization, which exists only after the address has been confirmed. Deleted when it
//! expires. What was typed is erased when it is confirmed.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_up")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The email address as typed.
    pub email: String,
    /// The normalized email.
    pub email_key: String,
    /// The name of the person.
    pub name: String,
    /// The name of the organization.
    pub organization_name: String,
    /// The client's network, whose limit it counts toward.
    pub network: String,
    /// SHA-256 of the token of the emailed link. `None` before it is sent, and if a newer one was sent. If the
    /// address belongs to an administrator already, nobody gets the token.
    pub token_hash: Option<Vec<u8>>,
    /// The number of delivery attempts so far.
    pub attempts: i32,
    /// When it was requested.
    pub created_at: Timestamp,
    /// When the link expires. It can no longer be used at exactly this time.
    pub expires_at: Timestamp,
    /// When the next attempt to email it is due; `None` if there is none.
    pub next_attempt_at: Option<Timestamp>,
    /// Until when a worker has leased it.
    pub leased_until: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
