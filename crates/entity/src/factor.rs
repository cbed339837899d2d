//! An MFA factor of an account: an authenticator app or a passkey.

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
    /// The name given by its owner.
    pub name: String,
    /// The shared secret or the passkey's credential, encrypted under the master key.
    pub secret_encrypted: Vec<u8>,
    /// A passkey's identifier, unique on the server.
    pub credential_id: Option<Vec<u8>>,
    /// The time step of the last used code, or the passkey's signature counter.
    pub counter: i64,
    /// Whether the passkey is synced between devices.
    pub synced: bool,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
    /// When it was detected that another device has a copy of the passkey. From then on it is
    /// rejected.
    pub copied_at: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
