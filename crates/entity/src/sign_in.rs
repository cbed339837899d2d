//! A sign-in on its way; the token is in the browser's cookie.

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
    /// Where it was begun.
    pub portal: Portal,
    /// Address as typed.
    pub email: String,
    /// The account; absent until its password or passkey was given.
    pub account_id: Option<Uuid>,
    /// When the right password was given.
    pub password_proved_at: Option<Timestamp>,
    /// The kind of factor that was given.
    pub factor: Option<FactorKind>,
    /// End.
    pub expires_at: Timestamp,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
