//! The tenant.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organization")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Whom people may write to for help.
    pub contact_email: Option<String>,
    /// Whether users may edit their profile.
    pub users_may_edit_profile: bool,
    /// `rules::password::PasswordPolicy` as JSON.
    pub password_policy: String,
    /// `rules::lockout::LockoutPolicy` as JSON.
    pub lockout_policy: String,
    /// `rules::ageing::AgeingPolicy` as JSON.
    pub ageing_policy: String,
    /// Passwords set before this moment must be replaced.
    pub comply_since: Option<i64>,
    /// Until this one.
    pub comply_by: Option<i64>,
    /// `rules::mfa::MfaPolicy` as JSON.
    pub mfa_policy: String,
    /// Whether users may have a recovery email.
    pub recovery_email_enabled: bool,
    /// Creation.
    pub created_at: i64,
    /// Version for `If-Match`.
    pub version: i64,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
