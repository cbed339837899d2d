//! A proof of possession of a key (DPoP). Each works once.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "used_proof")]
pub struct Model {
    /// SHA-256 of the key and the identifier of the proof.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// Tenant.
    pub organization_id: Uuid,
    /// The application.
    pub application_id: Uuid,
    /// What it was used for: a grant, or an application that pushed a request.
    pub used_for: Uuid,
    /// When the proof expires, after which this can be forgotten.
    pub expires_at: Timestamp,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
