//! A requested password reset, for an address that may have no account.

use rules::account::Portal;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reset_request")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The portal.
    pub portal: Portal,
    /// The email address as typed.
    pub email: String,
    /// The client's IP address.
    pub address: String,
    /// The client's network, in whose share of the queue it counts; empty if it was requested before
    /// this was stored.
    pub network: String,
    /// The client's browser and operating system.
    pub device: String,
    /// When it was requested.
    pub created_at: Timestamp,
    /// When it is due again after its work failed.
    pub retry_at: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
