//! An API key of an organization.

use rules::name_list::NameList;
use rules::role::Permission;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// What the key is for.
    pub name: String,
    /// The first characters of the key.
    pub prefix: String,
    /// SHA-256 of the key.
    pub secret_hash: Vec<u8>,
    /// What the key may do.
    pub scopes: NameList<Permission>,
    /// The name of the administrator who created it.
    pub created_by: String,
    /// Their identifier; `None` for keys that are older than this column. The account may be gone.
    pub created_by_id: Option<Uuid>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
