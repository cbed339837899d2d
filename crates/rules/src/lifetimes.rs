//! How long each link, session and transaction lives. One table, so that mails, screens
//! and the server say the same.

use std::time::Duration;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What a mailed link is for. A link of one purpose opens nothing of another.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = "user_password_reset"))]
pub enum LinkPurpose {
    /// A user chooses the first password.
    UserActivation,
    /// A user who forgot the password asked for this.
    UserPasswordReset,
    /// An administrator sent this to a user.
    UserPasswordResetByAdministrator,
    /// As the user's own, mailed to the recovery email: it asks for a second factor too.
    UserPasswordResetByRecoveryEmail,
    /// A user proves to read the recovery email.
    RecoveryEmailVerification,
    /// An administrator joins the organization.
    AdministratorInvitation,
    /// An administrator who forgot the password asked for this.
    AdministratorPasswordReset,
    /// Another administrator sent this.
    AdministratorPasswordResetByAdministrator,
}

impl LinkPurpose {
    /// Every purpose there is.
    pub const ALL: [Self; 8] = [
        Self::UserActivation,
        Self::UserPasswordReset,
        Self::UserPasswordResetByAdministrator,
        Self::UserPasswordResetByRecoveryEmail,
        Self::RecoveryEmailVerification,
        Self::AdministratorInvitation,
        Self::AdministratorPasswordReset,
        Self::AdministratorPasswordResetByAdministrator,
    ];

    /// How long a link of this purpose can be used.
    pub const fn lifetime(self) -> Duration {
        match self {
            Self::UserActivation | Self::AdministratorInvitation => DAY.saturating_mul(7),
            Self::UserPasswordReset
            | Self::UserPasswordResetByAdministrator
            | Self::UserPasswordResetByRecoveryEmail
            | Self::AdministratorPasswordReset => HOUR,
            Self::RecoveryEmailVerification => HOUR.saturating_mul(4),
            Self::AdministratorPasswordResetByAdministrator => DAY,
        }
    }

    /// The stable name, as stored and as sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UserActivation => "user_activation",
            Self::UserPasswordReset => "user_password_reset",
            Self::UserPasswordResetByAdministrator => "user_password_reset_by_administrator",
            Self::UserPasswordResetByRecoveryEmail => "user_password_reset_by_recovery_email",
            Self::RecoveryEmailVerification => "recovery_email_verification",
            Self::AdministratorInvitation => "administrator_invitation",
            Self::AdministratorPasswordReset => "administrator_password_reset",
            Self::AdministratorPasswordResetByAdministrator => {
                "administrator_password_reset_by_administrator"
            }
        }
    }

    /// The purpose with this stable name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|purpose| purpose.as_str() == name)
    }
}

/// A sign-in transaction, from the email to the last step.
pub const SIGN_IN_TRANSACTION: Duration = Duration::from_secs(10 * 60);
/// An access token. Revocation does not wait for it: every request checks the session.
pub const ACCESS_TOKEN: Duration = Duration::from_secs(5 * 60);
/// A User Portal session without use.
pub const USER_SESSION_IDLE: Duration = DAY;
/// An Admin Portal session without use.
pub const ADMINISTRATOR_SESSION_IDLE: Duration = HOUR;
/// Any session, however much it is used.
pub const SESSION: Duration = DAY.saturating_mul(30);
/// A temporary password, from the moment an administrator set it.
pub const TEMPORARY_PASSWORD: Duration = DAY;
/// The one-time link that makes the first organization of a server.
pub const SET_UP_LINK: Duration = DAY;
/// How long the answer to an `Idempotency-Key` is kept.
pub const IDEMPOTENCY_KEY: Duration = DAY;
