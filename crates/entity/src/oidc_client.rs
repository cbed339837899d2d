//! The OpenID Connect settings of an application.

use contract::applications::ClaimMapping;
use rules::openid::{
    ClientAuthentication, ClientKind, GroupsSent, PkcePolicy, SubjectKind, TokenAlgorithm,
};
use sea_orm::entity::prelude::*;

use crate::Document;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "oidc_client")]
pub struct Model {
    /// The application.
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// Where it runs.
    pub kind: ClientKind,
    /// How it authenticates.
    pub auth: ClientAuthentication,
    /// Whether it must use PKCE.
    pub pkce: PkcePolicy,
    /// Whether it must push its authorization requests.
    pub require_pushed: bool,
    /// Whether its tokens must be bound to a key.
    pub dpop_required: bool,
    /// The algorithm of its ID tokens.
    pub algorithm: TokenAlgorithm,
    /// Whether it can ask for access that outlives the session.
    pub offline: bool,
    /// For how many days such access is valid.
    pub refresh_days: i32,
    /// Whether devices without a browser can use it.
    pub device_grant: bool,
    /// Whether users are asked for their consent.
    pub consent: bool,
    /// The address that is notified when a session ends.
    pub backchannel_logout_uri: Option<String>,
    /// The address that makes it begin a sign-in.
    pub initiate_login_uri: Option<String>,
    /// Its public keys, as a JWK set.
    pub jwks: Option<String>,
    /// The mapped claims.
    pub claims: Document<Vec<ClaimMapping>>,
    /// Whether ID tokens contain the claims of userinfo.
    pub claims_in_id_token: bool,
    /// Which groups it learns.
    pub groups_sent: GroupsSent,
    /// The name by which it knows users.
    pub subject: SubjectKind,
    /// Random bytes that make its pairwise names different from those of other applications.
    pub subject_salt: Vec<u8>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
