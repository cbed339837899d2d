//! What links are for and how long they are valid, in one place for emails, screens and the server.

use std::time::Duration;

use crate::time::Timestamp;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

crate::named_values! {
    /// What an emailed link is for. It works for that purpose only.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "user_password_reset"))]
    pub enum LinkPurpose {
        /// Sets a user's first password.
        UserActivation = "user_activation",
        /// Resets a user's password, requested by the user.
        UserPasswordReset = "user_password_reset",
        /// Resets a user's password, sent by an administrator.
        UserPasswordResetByAdministrator = "user_password_reset_by_administrator",
        /// Resets a user's password, requested by the user and sent to the recovery email. Also
        /// requires MFA.
        UserPasswordResetByRecoveryEmail = "user_password_reset_by_recovery_email",
        /// Verifies a user's recovery email.
        RecoveryEmailVerification = "recovery_email_verification",
        /// Verifies a user's email after an administrator changed it.
        UserEmailVerification = "user_email_verification",
        /// Undoes a change of a user's email. Sent to the previous address.
        UserEmailChangeUndo = "user_email_change_undo",
        /// Invites an administrator.
        AdministratorInvitation = "administrator_invitation",
        /// Resets an administrator's password, requested by the administrator.
        AdministratorPasswordReset = "administrator_password_reset",
        /// Resets an administrator's password, sent by another administrator.
        AdministratorPasswordResetByAdministrator = "administrator_password_reset_by_administrator",
    }
}

impl LinkPurpose {
    /// How long a link of this purpose is valid.
    pub const fn lifetime(self) -> Duration {
        match self {
            Self::UserActivation | Self::UserEmailChangeUndo | Self::AdministratorInvitation => {
                DAY.saturating_mul(7)
            }
            Self::UserPasswordReset
            | Self::UserPasswordResetByAdministrator
            | Self::UserPasswordResetByRecoveryEmail
            | Self::AdministratorPasswordReset => HOUR,
            // The same time as until another one may be sent.
            Self::RecoveryEmailVerification | Self::UserEmailVerification => VERIFICATION_EVERY,
            Self::AdministratorPasswordResetByAdministrator => DAY,
        }
    }
}

/// An address that nobody has verified gets one email of an account per this period, because it may
/// belong to a stranger. One that could not be delivered does not count.
pub const VERIFICATION_EVERY: Duration = DAY;
/// The number of such emails that one organization can send to it in that period, delivered or not.
pub const VERIFICATIONS_OF_ORGANIZATION: usize = 3;

crate::named_values! {
    /// Why no verification email can be sent to an address now.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "too_many"))]
    pub enum VerificationLimitReason {
        /// One was sent to the user less than a day ago, and it has not failed.
        AlreadySent = "already_sent",
        /// The organization has sent three to this address within a day.
        TooMany = "too_many",
    }
}

/// Why no verification email can be sent to an address now, and when one can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerificationLimit {
    /// The reason.
    pub reason: VerificationLimitReason,
    /// When one can be sent again.
    pub until: Timestamp,
}

/// The one-time link that creates the first organization of a server.
pub const SET_UP_LINK: Duration = DAY;
/// The link that confirms the address of somebody who signs up an organization.
pub const SIGN_UP_LINK: Duration = DAY;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_lives_as_long_as_its_purpose_needs() {
        use LinkPurpose::{
            AdministratorInvitation, AdministratorPasswordReset,
            AdministratorPasswordResetByAdministrator, RecoveryEmailVerification, UserActivation,
            UserEmailChangeUndo, UserEmailVerification, UserPasswordReset,
            UserPasswordResetByAdministrator, UserPasswordResetByRecoveryEmail,
        };
        let one_hour = [
            UserPasswordReset,
            UserPasswordResetByAdministrator,
            UserPasswordResetByRecoveryEmail,
            AdministratorPasswordReset,
        ];
        let one_day = [
            RecoveryEmailVerification,
            UserEmailVerification,
            AdministratorPasswordResetByAdministrator,
        ];
        let one_week = [UserActivation, UserEmailChangeUndo, AdministratorInvitation];
        for (seconds, purposes) in [
            (3_600, one_hour.as_slice()),
            (86_400, &one_day),
            (604_800, &one_week),
        ] {
            for purpose in purposes {
                assert_eq!(purpose.lifetime().as_secs(), seconds, "{purpose:?}");
            }
        }
        let listed = one_hour.len() + one_day.len() + one_week.len();
        assert_eq!(listed, LinkPurpose::ALL.len());
    }

    #[test]
    fn a_link_that_belongs_to_no_account_lives_for_a_day() {
        for lifetime in [SET_UP_LINK, SIGN_UP_LINK] {
            assert_eq!(lifetime.as_secs(), 86_400);
        }
    }
}
