//! Accounts: users and administrators.

use rules::account::AccountKind;
use rules::mfa::MfaRequirement;
use rules::role::Role;
use rules::state::UserState;
use rules::status::{ExpiryReason, LockReason};
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

use crate::Version;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The kind of account.
    pub kind: AccountKind,
    /// Email as typed.
    pub email: String,
    /// Normalized email, unique for each kind of account.
    pub email_key: String,
    /// Username as typed; an administrator's is the email.
    pub username: String,
    /// Normalized username, unique in an organization for each kind of account.
    pub username_key: String,
    /// The person's name.
    pub name: String,
    /// The folded name, for sorting.
    pub name_key: String,
    /// The folded department; empty if there is none.
    pub department_key: String,
    /// The folded employee type; empty if there is none.
    pub employee_type_key: String,
    /// The folded manager; empty if there is none.
    pub manager_key: String,
    /// The normalized employee number, unique in an organization.
    pub employee_number_key: Option<String>,
    /// The search words, each preceded by a space. Migrations clear them when the server must
    /// compute all list keys again.
    pub search_words: String,
    /// Whether the email was changed and its owner has not verified it yet.
    pub email_unverified: bool,
    /// The state of the account.
    pub state: UserState,
    /// When the state last changed.
    pub state_changed_at: Timestamp,
    /// The role; only for administrators.
    pub role: Option<Role>,
    /// When an administrator accepted the terms of service, or a user the terms of the organization.
    pub terms_accepted_at: Option<Timestamp>,
    /// The version of the organization's terms that a user accepted last; 0 if there is none.
    pub terms_version: i32,
    /// The Argon2id hash, as a PHC string, encrypted under the master key.
    pub password_hash: Option<String>,
    /// When the password was set.
    pub password_set_at: Option<Timestamp>,
    /// When the password expires.
    pub password_expires_at: Option<Timestamp>,
    /// Why the password expires, if it does.
    pub password_expiry_reason: Option<ExpiryReason>,
    /// Whether the password is exempt from the organization's maximum age.
    pub password_never_expires: bool,
    /// The last reminder of the current expiry: the number of days before it, or 0 once the user
    /// was emailed that the password has expired.
    pub password_notice_days: Option<i32>,
    /// Whether the password must be replaced at the next sign-in.
    pub password_temporary: bool,
    /// A personal address that also receives reset links once verified; only for users.
    pub recovery_email: Option<String>,
    /// When the recovery email was entered.
    pub recovery_email_entered_at: Option<Timestamp>,
    /// When the user verified the recovery email.
    pub recovery_email_verified_at: Option<Timestamp>,
    /// The MFA requirement, if it overrides the organization's policy.
    pub mfa_override: Option<MfaRequirement>,
    /// When the first factor was enrolled.
    pub mfa_enrolled_at: Option<Timestamp>,
    /// When the enrollment period ends, if there is one.
    pub mfa_enroll_by: Option<Timestamp>,
    /// The last email about the enrollment period.
    pub mfa_notice: Option<i32>,
    /// Consecutive wrong passwords since the last lock, from browsers that are not known.
    pub failed_password_attempts: i32,
    /// Consecutive wrong passwords from such browsers, across locks.
    pub wrong_passwords: i32,
    /// Consecutive locks after wrong passwords.
    pub password_locks: i32,
    /// Consecutive wrong factors since the last lock.
    pub failed_factor_attempts: i32,
    /// Consecutive wrong factors, across locks.
    pub wrong_factors: i32,
    /// Consecutive locks after wrong factors.
    pub factor_locks: i32,
    /// When a password was last verified.
    pub last_attempt_at: Option<Timestamp>,
    /// The number of passwords that were verified during the lock.
    pub verified_while_locked: i32,
    /// The reason of the last lock, which may have ended.
    pub lock_reason: Option<LockReason>,
    /// When the lock began.
    pub locked_at: Option<Timestamp>,
    /// When the lock ends automatically.
    pub locked_until: Option<Timestamp>,
    /// What the administrator who locked it has told the owner.
    pub lock_note: Option<String>,
    /// Whether the user may edit their profile; `None` applies the organization's setting.
    pub profile_editable: Option<bool>,
    /// When the owner last signed in.
    pub last_sign_in_at: Option<Timestamp>,
    /// When the account was created.
    pub created_at: Timestamp,
    /// When a person last changed the account.
    pub updated_at: Timestamp,
    /// Version for `If-Match`.
    pub version: Version,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

/// The profile. Only users have one.
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
