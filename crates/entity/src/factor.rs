//! A second factor of an account: an authenticator app or a passkey.

use rules::mfa::FactorKind;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "factor")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// Account.
    pub account_id: Uuid,
    /// An authenticator app or a passkey.
    pub kind: FactorKind,
    /// What its owner calls it.
    pub name: String,
    /// The shared secret, or the passkey's public credential; sealed under the master key.
    pub secret_encrypted: Vec<u8>,
    /// A passkey's identifier, unique on the server.
    pub credential_id: Option<Vec<u8>>,
    /// The time step of the last code that was spent, or a passkey's signature counter.
    pub counter: i64,
    /// Whether a passkey is kept on several devices.
    pub synced: bool,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last proved.
    pub last_used_at: Option<Timestamp>,
    /// When it turned out that another device has a copy: from then on it proves nothing.
    pub copied_at: Option<Timestamp>,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
