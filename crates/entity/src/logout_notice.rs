//! Tells an application that a session has ended (back-channel logout). Written together with the end, and delivered later.

use rules::openid::TokenAlgorithm;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "logout_notice")]
pub struct Model {
    /// Identifier: the `jti` of the logout token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The application. It may have been deleted since.
    pub application_id: Uuid,
    /// The session of the application that has ended.
    pub application_session_id: Uuid,
    /// The name by which the application knows the user.
    pub subject: String,
    /// The address that the application had. As long as it exists, its current one is used.
    pub address: String,
    /// The algorithm that its tokens were signed with. As long as it exists, its current one is used.
    pub algorithm: TokenAlgorithm,
    /// The number of attempts so far.
    pub attempts: i32,
    /// When the session ended.
    pub created_at: Timestamp,
    /// When the next attempt is due.
    pub next_attempt_at: Option<Timestamp>,
    /// Until when a worker has leased it.
    pub leased_until: Option<Timestamp>,
    /// When the application accepted it.
    pub delivered_at: Option<Timestamp>,
    /// The error of the last failed attempt.
    pub last_error: Option<String>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
