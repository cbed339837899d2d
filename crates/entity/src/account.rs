//! Accounts: users and administrators.

use rules::account::AccountKind;
use rules::mfa::MfaRequirement;
use rules::role::Role;
use rules::state::UserState;
use rules::status::{ExpiryReason, LockReason};
use rules::time::Timestamp;
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
    /// Who signs in with it.
    pub kind: AccountKind,
    /// Email as typed.
    pub email: String,
    /// Normalized email, unique for each kind.
    pub email_key: String,
    /// Username as typed; an administrator's is the email.
    pub username: String,
    /// Normalized username, unique in an organization for each kind.
    pub username_key: String,
    /// What the person is called.
    pub name: String,
    /// The name as sorted.
    pub name_key: String,
    /// The department, folded; empty if there is none.
    pub department_key: String,
    /// The words by which the account is found, each after a space. Empty after a migration, until
    /// the server has made all keys of lists again.
    pub search_words: String,
    /// Whether it may be used.
    pub state: UserState,
    /// Since when.
    pub state_changed_at: Timestamp,
    /// What an administrator may do; of administrators only.
    pub role: Option<Role>,
    /// When an administrator accepted the terms of service.
    pub terms_accepted_at: Option<Timestamp>,
    /// Argon2id, as a PHC string.
    pub password_hash: Option<String>,
    /// When it was set.
    pub password_set_at: Option<Timestamp>,
    /// When it expires.
    pub password_expires_at: Option<Timestamp>,
    /// Why, where it expires.
    pub password_expiry_reason: Option<ExpiryReason>,
    /// Whether it is exempt from the organization's maximum age.
    pub password_never_expires: bool,
    /// The last email about the present expiry: the number of days before it, 0 once the user
    /// was told that the password has expired.
    pub password_notice_days: Option<i32>,
    /// Whether it must be replaced at the next sign-in.
    pub password_temporary: bool,
    /// A personal address that also gets reset links, once verified; of users only.
    pub recovery_email: Option<String>,
    /// When it was entered.
    pub recovery_email_entered_at: Option<Timestamp>,
    /// When the user proved to read it.
    pub recovery_email_verified_at: Option<Timestamp>,
    /// The MFA requirement, where it differs from the organization's.
    pub mfa_override: Option<MfaRequirement>,
    /// Since when the account has a factor.
    pub mfa_enrolled_at: Option<Timestamp>,
    /// When the enrolment period ends, where one runs.
    pub mfa_enrol_by: Option<Timestamp>,
    /// The last email about that period.
    pub mfa_notice: Option<i32>,
    /// Wrong passwords in a row.
    pub failed_password_attempts: i32,
    /// Wrong factors in a row.
    pub failed_factor_attempts: i32,
    /// When a password was last verified.
    pub last_attempt_at: Option<Timestamp>,
    /// The reason of the last lock, over or not.
    pub lock_reason: Option<LockReason>,
    /// Since when it is locked.
    pub locked_at: Option<Timestamp>,
    /// When the lock ends by itself.
    pub locked_until: Option<Timestamp>,
    /// Last sign-in.
    pub last_sign_in_at: Option<Timestamp>,
    /// Creation.
    pub created_at: Timestamp,
    /// Last change by a person.
    pub updated_at: Timestamp,
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
