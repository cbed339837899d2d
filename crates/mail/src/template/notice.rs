//! The kinds of mail, each with the facts that it tells.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::link::OneTimeLink;

/// One kind of mail with its data. As JSON it carries its [`Notice::kind`] in `kind`.
///
/// No variant holds a password. Those with a [`OneTimeLink`] are secrets until the link is
/// spent: keep them encrypted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// To a user without a password whose account was made active.
    UserActivation {
        /// Opens the page where the user chooses a password.
        link: OneTimeLink,
    },
    /// To a user whose account was made active with a password already set.
    UserWelcome,
    /// To a user who asked for a reset.
    UserPasswordReset {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink,
    },
    /// To a user for whom an administrator asked.
    UserPasswordResetByAdministrator {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink,
    },
    /// To the recovery email of a user who asked for a reset.
    UserPasswordResetByRecoveryEmail {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink,
    },
    /// To a user whose password expires soon.
    PasswordExpires {
        /// When it expires.
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
    },
    /// To a user whose password has expired.
    PasswordExpired {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink,
    },
    /// To an address that shall become a user's recovery email.
    RecoveryEmailVerification {
        /// Opens the page where the user verifies it.
        link: OneTimeLink,
    },
    /// To the company email of a user whose recovery email is verified.
    RecoveryEmailVerified {
        /// The recovery email.
        address: String,
    },
    /// To somebody who shall become an administrator.
    AdministratorInvitation {
        /// Opens the page where the invitation is accepted.
        link: OneTimeLink,
        /// The name of who invites.
        inviter: String,
        /// The role as people read it, for example `help desk`.
        role: String,
    },
    /// To an administrator who asked for a reset.
    AdministratorPasswordReset {
        /// Opens the page where the administrator chooses a new password.
        link: OneTimeLink,
    },
    /// To an administrator for whom another one asked.
    AdministratorPasswordResetByAdministrator {
        /// Opens the page where the administrator chooses a new password.
        link: OneTimeLink,
    },
    /// After a reset by link, to a user or an administrator.
    PasswordResetSucceeded {
        /// When the new password was set.
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
    },
    /// After a change by somebody signed in, to a user or an administrator.
    PasswordChanged {
        /// When the new password was set.
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
    },
    /// To a user for whom an administrator set a temporary password, which is not in it.
    TemporaryPasswordSet {
        /// From when on the temporary password no longer signs in.
        #[serde(with = "time::serde::rfc3339")]
        expires_at: OffsetDateTime,
    },
    /// To a user or an administrator whose account was locked.
    AccountLocked {
        /// Why.
        cause: LockCause,
        /// When it unlocks by itself; `None` if only an administrator can unlock it.
        #[serde(with = "time::serde::rfc3339::option", default)]
        until: Option<OffsetDateTime>,
    },
    /// To a user or an administrator whose account was unlocked.
    AccountUnlocked,
    /// To whoever added an authenticator app or a passkey.
    FactorAdded {
        /// What its owner calls it.
        name: String,
        /// The device in words, for example `Firefox on Linux`.
        device: String,
        /// The client's network address.
        address: String,
        /// When it happened.
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
    },
    /// To whoever removed one.
    FactorRemoved {
        /// What its owner called it.
        name: String,
        /// When it happened.
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
    },
    /// To somebody whose factors an administrator took away.
    FactorsReset {
        /// When it happened.
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
    },
    /// To whoever made new recovery codes.
    RecoveryCodesMade {
        /// When it happened.
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
    },
    /// To somebody one of whose recovery codes was used.
    RecoveryCodeUsed {
        /// How many are left.
        left: u64,
        /// When it happened.
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
    },
    /// To the owner of a passkey of which there seems to be a copy.
    PasskeyCopied {
        /// What its owner calls it.
        name: String,
    },
    /// To somebody who must enrol a factor, at the beginning and a day before the end.
    MfaRequired {
        /// Until when.
        #[serde(with = "time::serde::rfc3339")]
        by: OffsetDateTime,
    },
    /// After a sign-in from a device that the account had not used before.
    NewDeviceSignIn {
        /// The device in words, for example `Firefox on Linux`.
        device: String,
        /// The client's network address.
        address: String,
        /// When it happened.
        #[serde(with = "time::serde::rfc3339")]
        at: OffsetDateTime,
    },
    /// To whoever wants to see whether mail arrives.
    TestMessage {
        /// The name of the administrator who sent it.
        requested_by: String,
    },
    /// To the first owner of a new organization.
    OrganizationSetUp,
}

/// Why an account was locked, as far as its owner is told by mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LockCause {
    /// Too many wrong passwords in a row.
    FailedPasswords,
    /// Too many wrong codes of a second factor in a row.
    FailedFactors,
    /// No second factor was enrolled in time.
    MfaEnrolmentPeriod,
    /// An administrator's act.
    Administrator,
}

impl Notice {
    /// Every value that [`Notice::kind`] can have.
    pub const KINDS: [&str; 27] = [
        "user_activation",
        "user_welcome",
        "user_password_reset",
        "user_password_reset_by_administrator",
        "user_password_reset_by_recovery_email",
        "password_expires",
        "password_expired",
        "recovery_email_verification",
        "recovery_email_verified",
        "administrator_invitation",
        "administrator_password_reset",
        "administrator_password_reset_by_administrator",
        "password_reset_succeeded",
        "password_changed",
        "temporary_password_set",
        "account_locked",
        "account_unlocked",
        "factor_added",
        "factor_removed",
        "factors_reset",
        "recovery_codes_made",
        "recovery_code_used",
        "passkey_copied",
        "mfa_required",
        "new_device_sign_in",
        "test_message",
        "organization_set_up",
    ];

    /// The kind's name in the database, the API and the delivery log. It never changes.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::UserActivation { .. } => "user_activation",
            Self::UserWelcome => "user_welcome",
            Self::UserPasswordReset { .. } => "user_password_reset",
            Self::UserPasswordResetByAdministrator { .. } => "user_password_reset_by_administrator",
            Self::UserPasswordResetByRecoveryEmail { .. } => {
                "user_password_reset_by_recovery_email"
            }
            Self::PasswordExpires { .. } => "password_expires",
            Self::PasswordExpired { .. } => "password_expired",
            Self::RecoveryEmailVerification { .. } => "recovery_email_verification",
            Self::RecoveryEmailVerified { .. } => "recovery_email_verified",
            Self::AdministratorInvitation { .. } => "administrator_invitation",
            Self::AdministratorPasswordReset { .. } => "administrator_password_reset",
            Self::AdministratorPasswordResetByAdministrator { .. } => {
                "administrator_password_reset_by_administrator"
            }
            Self::PasswordResetSucceeded { .. } => "password_reset_succeeded",
            Self::PasswordChanged { .. } => "password_changed",
            Self::TemporaryPasswordSet { .. } => "temporary_password_set",
            Self::AccountLocked { .. } => "account_locked",
            Self::AccountUnlocked => "account_unlocked",
            Self::FactorAdded { .. } => "factor_added",
            Self::FactorRemoved { .. } => "factor_removed",
            Self::FactorsReset { .. } => "factors_reset",
            Self::RecoveryCodesMade { .. } => "recovery_codes_made",
            Self::RecoveryCodeUsed { .. } => "recovery_code_used",
            Self::PasskeyCopied { .. } => "passkey_copied",
            Self::MfaRequired { .. } => "mfa_required",
            Self::NewDeviceSignIn { .. } => "new_device_sign_in",
            Self::TestMessage { .. } => "test_message",
            Self::OrganizationSetUp => "organization_set_up",
        }
    }

    /// The single-use link that the message carries, if it carries one.
    pub fn link(&self) -> Option<&OneTimeLink> {
        match self {
            Self::UserActivation { link }
            | Self::UserPasswordReset { link }
            | Self::UserPasswordResetByAdministrator { link }
            | Self::UserPasswordResetByRecoveryEmail { link }
            | Self::PasswordExpired { link }
            | Self::RecoveryEmailVerification { link }
            | Self::AdministratorInvitation { link, .. }
            | Self::AdministratorPasswordReset { link }
            | Self::AdministratorPasswordResetByAdministrator { link } => Some(link),
            Self::UserWelcome
            | Self::PasswordExpires { .. }
            | Self::RecoveryEmailVerified { .. }
            | Self::PasswordResetSucceeded { .. }
            | Self::PasswordChanged { .. }
            | Self::TemporaryPasswordSet { .. }
            | Self::AccountLocked { .. }
            | Self::AccountUnlocked
            | Self::FactorAdded { .. }
            | Self::FactorRemoved { .. }
            | Self::FactorsReset { .. }
            | Self::RecoveryCodesMade { .. }
            | Self::RecoveryCodeUsed { .. }
            | Self::PasskeyCopied { .. }
            | Self::MfaRequired { .. }
            | Self::NewDeviceSignIn { .. }
            | Self::TestMessage { .. }
            | Self::OrganizationSetUp => None,
        }
    }
}
