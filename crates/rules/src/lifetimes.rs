//! How long each link, session and transaction lives. One table, so that mails, screens
//! and the server say the same.

use std::time::Duration;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

crate::named_values! {
    /// What an emailed link is for. It works for that purpose only.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "user_password_reset"))]
    pub enum LinkPurpose {
        /// A user chooses the first password.
        UserActivation = "user_activation",
        /// A user who forgot the password asked for this.
        UserPasswordReset = "user_password_reset",
        /// An administrator sent this to a user.
        UserPasswordResetByAdministrator = "user_password_reset_by_administrator",
        /// As the user's own, mailed to the recovery email: it asks for a second factor too.
        UserPasswordResetByRecoveryEmail = "user_password_reset_by_recovery_email",
        /// A user proves to read the recovery email.
        RecoveryEmailVerification = "recovery_email_verification",
        /// An administrator joins the organization.
        AdministratorInvitation = "administrator_invitation",
        /// An administrator who forgot the password asked for this.
        AdministratorPasswordReset = "administrator_password_reset",
        /// Another administrator sent this.
        AdministratorPasswordResetByAdministrator = "administrator_password_reset_by_administrator",
    }
}

impl LinkPurpose {
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
