//! The refresh tokens of a session. Those of the last generation are valid; there are several only if
//! responses were lost. Reusing an earlier one ends the session.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_token")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// Session.
    pub session_id: Uuid,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// When it was used, or another one of its generation.
    pub spent_at: Option<Timestamp>,
    /// The client that used it.
    pub spent_by: Option<String>,
    /// How many generations of tokens the session had before it.
    pub generation: i64,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
