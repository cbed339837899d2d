//! A bind user of an organization: an account with which an application searches the LDAP directory.

use rules::directory::BindUserScope;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ldap_bind_user")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The application whose users and groups it may read, if it may not read all.
    pub application_id: Option<Uuid>,
    /// The name as it was entered.
    pub name: String,
    /// The name in lower case, unique in the organization.
    pub name_key: String,
    /// What it may read.
    pub reads: BindUserScope,
    /// SHA-256 of the password.
    pub secret_hash: Vec<u8>,
    /// The name of the administrator who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last authenticated, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
