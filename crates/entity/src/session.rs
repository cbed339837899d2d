//! A signed-in session.

use rules::account::Portal;
use rules::mfa::FactorKind;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

rules::named_values! {
    /// Why a session ended.
    pub enum EndReason {
        /// Its account was locked.
        AccountLocked = "account_locked",
        /// Its account was suspended.
        AccountSuspended = "account_suspended",
        /// The previous owner of the account's email undid its change.
        EmailChangeUndone = "email_change_undone",
        /// An administrator ended it.
        EndedByAdministrator = "ended_by_administrator",
        /// Its owner ended it from another session.
        EndedByOwner = "ended_by_owner",
        /// An administrator reset the account's MFA.
        FactorsReset = "factors_reset",
        /// Its owner changed the password.
        PasswordChanged = "password_changed",
        /// The password expired.
        PasswordExpired = "password_expired",
        /// The password was reset with a link.
        PasswordReset = "password_reset",
        /// A used refresh token was reused.
        RefreshTokenReused = "refresh_token_reused",
        /// It existed in a backup that was restored.
        Restored = "restored",
        /// Its owner signed out.
        SignedOut = "signed_out",
        /// An administrator set a temporary password.
        TemporaryPassword = "temporary_password",
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// Account.
    pub account_id: Uuid,
    /// The portal that it belongs to.
    pub portal: Portal,
    /// Browser and operating system.
    pub device: String,
    /// The client's address at sign-in.
    pub address: String,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Timestamp,
    /// When it expires if it is not used.
    pub expires_at: Timestamp,
    /// When its owner last authenticated, in any way.
    pub proved_at: Timestamp,
    /// When its owner last entered the password, or used a passkey, which replaces it.
    pub authenticated_at: Timestamp,
    /// The kind of the last factor that its owner verified.
    pub factor: Option<FactorKind>,
    /// When its owner last gave a factor.
    pub factor_at: Option<Timestamp>,
    /// When its owner last gave a passkey.
    pub passkey_at: Option<Timestamp>,
    /// The application for which its owner was last asked for a factor, until it opens.
    pub opening_application_id: Option<Uuid>,
    /// When its owner was asked.
    pub opening_asked_at: Option<Timestamp>,
    /// When an application last used up a factor that its owner verified for one opening.
    pub proof_used_at: Option<Timestamp>,
    /// SHA-256 of the token in the cookie that identifies the session when another site sends the
    /// browser here.
    pub sso_hash: Option<Vec<u8>>,
    /// When it expires even if it is used, if that is earlier than for other sessions.
    pub ends_at: Option<Timestamp>,
    /// The known browser that it belongs to.
    pub known_browser_id: Option<Uuid>,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
    /// Why it was ended.
    pub end_reason: Option<EndReason>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
