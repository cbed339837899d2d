//! A signed-in session.

use rules::account::Portal;
use rules::time::Timestamp;
use sea_orm::entity::prelude::*;

rules::named_values! {
    /// Why a session was ended.
    pub enum EndReason {
        /// Its account was locked.
        AccountLocked = "account_locked",
        /// Its account was suspended.
        AccountSuspended = "account_suspended",
        /// An administrator ended it.
        EndedByAdministrator = "ended_by_administrator",
        /// Its owner ended it from another session.
        EndedByOwner = "ended_by_owner",
        /// An administrator took the factors of its account away.
        FactorsReset = "factors_reset",
        /// Its owner changed the password.
        PasswordChanged = "password_changed",
        /// The password expired.
        PasswordExpired = "password_expired",
        /// The password was reset by a link.
        PasswordReset = "password_reset",
        /// A spent refresh token came back.
        RefreshTokenReused = "refresh_token_reused",
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
    /// Where it was begun.
    pub portal: Portal,
    /// Browser and system.
    pub device: String,
    /// Address at sign-in.
    pub address: String,
    /// Begin.
    pub created_at: Timestamp,
    /// Last use, to the minute.
    pub last_used_at: Timestamp,
    /// End if it is not used before.
    pub expires_at: Timestamp,
    /// When its owner last proved to be there.
    pub proved_at: Timestamp,
    /// End however much it is used, where that comes before the end of any session.
    pub ends_at: Option<Timestamp>,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
    /// Why.
    pub end_reason: Option<EndReason>,
}

/// Related tables are joined where a query needs them.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
