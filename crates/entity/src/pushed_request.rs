//! A request that an application pushed, until the browser sends its name.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pushed_request")]
pub struct Model {
    /// SHA-256 of the token in its `request_uri`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// Tenant, of the application.
    pub organization_id: Uuid,
    /// The application. Another one cannot use the request.
    pub application_id: Uuid,
    /// The request as it was checked, as JSON.
    pub parameters: String,
    /// When it expires.
    pub expires_at: Timestamp,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
