//! A request of an application that waits for a person. Its token is in the address of the page, and a cookie binds it to the browser.

use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "authorization_request")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// Tenant, of the application.
    pub organization_id: Uuid,
    /// The application.
    pub application_id: Uuid,
    /// SHA-256 of the token in the cookie of the browser.
    pub browser_hash: Vec<u8>,
    /// The request as it was checked, as JSON.
    pub parameters: String,
    /// When the person was asked. A factor that they verify after that counts for this request.
    pub created_at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
    /// The session in which the person continues with it.
    pub session_id: Option<Uuid>,
    /// Whether the person does not want to sign in to the application.
    pub denied: bool,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
