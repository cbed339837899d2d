//! An application password: a generated secret with which one application or device signs a user in.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_password")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The user.
    pub account_id: Uuid,
    /// The application that it is for; `None` for a device or program that asks without one, and if the
    /// application was deleted: then it is revoked.
    pub application_id: Option<Uuid>,
    /// The name that the user gave it.
    pub name: String,
    /// SHA-256 of the secret, normalized.
    pub secret_hash: Vec<u8>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last signed the user in, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked. A revoked one is kept for a while, so that a device that still uses it is
    /// not taken for someone who guesses.
    pub revoked_at: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
