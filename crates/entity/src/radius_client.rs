//! A RADIUS client: an access point, a network of them, or a VPN.

use rules::resource::AfterLoss;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

use crate::Version;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "radius_client")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// What it is.
    pub name: String,
    /// Its address, or the network that it is in.
    pub network: String,
    /// SHA-256 of the secret.
    pub secret_hash: Vec<u8>,
    /// The first characters of the secret.
    pub hint: String,
    /// Whether all users of the organization may use it, in whichever groups they are.
    pub everyone: bool,
    /// The VLAN of users whose group has none.
    pub vlan: Option<i32>,
    /// Whether a locked account keeps its access.
    pub on_lock: AfterLoss,
    /// Whether an account with an expired password keeps its access.
    pub on_expiry: AfterLoss,
    /// The name of the administrator who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last asked.
    pub last_used_at: Option<Timestamp>,
    /// Counts the changes by administrators.
    pub version: Version,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
