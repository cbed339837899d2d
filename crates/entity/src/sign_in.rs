//! A sign-in on its way; the token is in the browser's cookie.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: Vec<u8>,
    /// `user` or `admin`.
    pub portal: String,
    /// Address as typed.
    pub email: String,
    /// The account; absent until its password or passkey was given.
    pub account_id: Option<Uuid>,
    /// When the right password was given.
    pub password_proved_at: Option<i64>,
    /// `rules::mfa::FactorKind` of the factor that was given.
    pub factor: Option<String>,
    /// End.
    pub expires_at: i64,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
