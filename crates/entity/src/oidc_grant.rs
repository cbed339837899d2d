//! What an application may do in the name of a user, from the issue of the code until the grant expires
//! or is revoked.

use rules::name_list::NameList;
use rules::openid::{Acr, Amr, Scope};
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "oidc_grant")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The application.
    pub application_id: Uuid,
    /// The user.
    pub account_id: Uuid,
    /// The session of the application. The grant can outlive it.
    pub application_session_id: Uuid,
    /// The scopes.
    pub scopes: NameList<Scope>,
    /// The application's own value for ID tokens.
    pub nonce: Option<String>,
    /// The level of the authentication.
    pub acr: Acr,
    /// Its methods.
    pub amr: NameList<Amr>,
    /// When it was.
    pub authenticated_at: Timestamp,
    /// The redirect URI that the code was sent to.
    pub redirect_uri: String,
    /// The PKCE challenge.
    pub challenge: Option<String>,
    /// The thumbprint of the key that the code is bound to, and then the tokens.
    pub dpop_jkt: Option<String>,
    /// SHA-256 of the code.
    pub code_hash: Vec<u8>,
    /// When the code expires.
    pub code_expires_at: Timestamp,
    /// When the code was redeemed.
    pub code_spent_at: Option<Timestamp>,
    /// Whether it outlives the session.
    pub offline: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
