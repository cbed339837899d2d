//! A sign-in in progress. Its token is in the browser's cookie.

use rules::account::Portal;
use rules::mfa::FactorKind;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// The portal.
    pub portal: Portal,
    /// The email address as typed.
    pub email: String,
    /// The account; absent until the password or passkey was verified.
    pub account_id: Option<Uuid>,
    /// When the password was verified.
    pub password_proved_at: Option<Timestamp>,
    /// Whether the browser was known to the account when the password was verified.
    pub known_browser: bool,
    /// The account whose correct password was given, if a lock refused it then or later.
    pub locked_account_id: Option<Uuid>,
    /// The kind of factor that was verified.
    pub factor: Option<FactorKind>,
    /// When it expires.
    pub expires_at: Timestamp,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
