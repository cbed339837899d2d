//! Whoever signs in: users and administrators.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// `user` or `administrator`.
    pub kind: String,
    /// Email as typed.
    pub email: String,
    /// Email as compared, unique for each kind.
    pub email_key: String,
    /// Username as typed; an administrator's is the email.
    pub username: String,
    /// Username as compared, unique in an organization for each kind.
    pub username_key: String,
    /// What the person is called.
    pub name: String,
    /// The name as sorted.
    pub name_key: String,
    /// `rules::state::UserState`.
    pub state: String,
    /// Since when.
    pub state_changed_at: i64,
    /// `rules::role::Role`, of administrators only.
    pub role: Option<String>,
    /// When an administrator accepted the terms of service.
    pub terms_accepted_at: Option<i64>,
    /// Argon2id, as a PHC string.
    pub password_hash: Option<String>,
    /// When it was set.
    pub password_set_at: Option<i64>,
    /// When it expires.
    pub password_expires_at: Option<i64>,
    /// `rules::status::ExpiryReason`, where it expires.
    pub password_expiry_reason: Option<String>,
    /// Whether it is exempt from the organization's maximum age.
    pub password_never_expires: bool,
    /// The last notice about the present expiry: so many days before it, 0 once it was told
    /// that the password has expired.
    pub password_notice_days: Option<i32>,
    /// Whether it must be replaced at the next sign-in.
    pub password_temporary: bool,
    /// A personal address that also gets reset links, once verified; of users only.
    pub recovery_email: Option<String>,
    /// When it was entered.
    pub recovery_email_entered_at: Option<i64>,
    /// When the user proved to read it.
    pub recovery_email_verified_at: Option<i64>,
    /// `rules::mfa::MfaRequirement`, where it differs from the organization's.
    pub mfa_override: Option<String>,
    /// Since when the account has a factor.
    pub mfa_enrolled_at: Option<i64>,
    /// When the enrolment period ends, where one runs.
    pub mfa_enrol_by: Option<i64>,
    /// The last notice about that period.
    pub mfa_notice: Option<i32>,
    /// Wrong passwords in a row.
    pub failed_password_attempts: i32,
    /// Wrong factors in a row.
    pub failed_factor_attempts: i32,
    /// When a password was last judged.
    pub last_attempt_at: Option<i64>,
    /// `rules::status::LockReason` of the last lock, over or not.
    pub lock_reason: Option<String>,
    /// Since when it is locked.
    pub locked_at: Option<i64>,
    /// When the lock ends by itself.
    pub locked_until: Option<i64>,
    /// Last sign-in.
    pub last_sign_in_at: Option<i64>,
    /// Creation.
    pub created_at: i64,
    /// Last change by a person.
    pub updated_at: i64,
    /// Version for `If-Match`.
    pub version: i64,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

/// The profile, which only users have.
impl Related<super::user_profile::Entity> for Entity {
    fn to() -> RelationDef {
        Self::belongs_to(super::user_profile::Entity)
            .from(Column::Id)
            .to(super::user_profile::Column::AccountId)
            .into()
    }
}

impl Related<super::organization::Entity> for Entity {
    fn to() -> RelationDef {
        Self::belongs_to(super::organization::Entity)
            .from(Column::OrganizationId)
            .to(super::organization::Column::Id)
            .into()
    }
}

impl ActiveModelBehavior for ActiveModel {}
