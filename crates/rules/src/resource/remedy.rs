//! What fixes an obstacle.

use crate::role::Permission;
use crate::sign_in::SignInRemedy;

crate::named_values! {
    /// An action that gives a user access to a directory, a network or a host.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "unlock"))]
    pub enum ResourceRemedy {
        /// Activate the user.
        Activate = "activate",
        /// Unlock the user.
        Unlock = "unlock",
        /// Extend the MFA enrollment period.
        ExtendEnrollment = "extend_enrollment",
        /// Send the activation email again.
        SendActivation = "send_activation",
        /// Send a password reset email.
        SendPasswordReset = "send_password_reset",
        /// Set a temporary password, which the user replaces in the User Portal.
        SetTemporaryPassword = "set_temporary_password",
        /// Send the email that verifies the company email again.
        SendEmailVerification = "send_email_verification",
        /// Switch the LDAP directory on.
        EnableDirectory = "enable_directory",
        /// Turn on Unix accounts in the LDAP directory, or extend the ranges of their numbers.
        ChangeUnixAccounts = "change_unix_accounts",
        /// Change the username.
        ChangeUsername = "change_username",
        /// Let account passwords authenticate at the LDAP directory.
        AllowAccountPasswords = "allow_account_passwords",
        /// Add the user to a group that has access.
        AddToGroup = "add_to_group",
        /// Give a group of the user access.
        AdmitGroup = "admit_group",
        /// Add an SSH key of the user.
        AddSshKey = "add_ssh_key",
        /// Ask the user to create an application password in the User Portal. Nobody else can.
        CreateApplicationPassword = "create_application_password",
    }
}

impl ResourceRemedy {
    /// The same action, if it can give access.
    pub(super) const fn of(remedy: SignInRemedy) -> Option<Self> {
        match remedy {
            SignInRemedy::Activate => Some(Self::Activate),
            SignInRemedy::Unlock => Some(Self::Unlock),
            SignInRemedy::ExtendEnrollment => Some(Self::ExtendEnrollment),
            SignInRemedy::SendActivation => Some(Self::SendActivation),
            SignInRemedy::SendPasswordReset => Some(Self::SendPasswordReset),
            SignInRemedy::SetTemporaryPassword => Some(Self::SetTemporaryPassword),
            SignInRemedy::SendEmailVerification => Some(Self::SendEmailVerification),
            SignInRemedy::ChangeEmail => None,
        }
    }

    /// The permission that it requires. None if only the user can do it, or if the permission depends on the
    /// account.
    pub(super) const fn permission(self) -> Option<Permission> {
        match self {
            Self::EnableDirectory
            | Self::ChangeUnixAccounts
            | Self::AllowAccountPasswords
            | Self::AdmitGroup => Some(Permission::OrganizationWrite),
            Self::AddToGroup => Some(Permission::GroupsWrite),
            Self::ChangeUsername | Self::AddSshKey => Some(Permission::UsersWrite),
            Self::Activate
            | Self::Unlock
            | Self::ExtendEnrollment
            | Self::SendActivation
            | Self::SendPasswordReset
            | Self::SetTemporaryPassword
            | Self::SendEmailVerification
            | Self::CreateApplicationPassword => None,
        }
    }
}
