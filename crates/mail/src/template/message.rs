//! The kinds of email, each with the values that its text needs.

use strum::VariantNames;
use strum_macros::{EnumDiscriminants, IntoStaticStr, VariantArray, VariantNames};
use time::OffsetDateTime;

use super::cases::{DoneBy, LockCause, OwnerChange, ScheduledKind, ScheduledLine, WebhookChange};
use super::credential::CredentialChange;
use super::link::OneTimeLink;

/// An email to render: its kind, and the values that its text needs.
///
/// To add a kind, add a variant here; the compiler then requires its wording and its sample. The
/// name of a variant in snake case is its name in the database and the API, and must never change.
///
/// No variant contains a password. Variants with a [`OneTimeLink`] are secret until the link is
/// used: keep them encrypted.
#[derive(Debug, Clone, PartialEq, Eq, EnumDiscriminants)]
#[strum_discriminants(
    name(MessageKind),
    doc = "The kind of a [`Message`].",
    derive(IntoStaticStr, VariantArray, VariantNames),
    strum(serialize_all = "snake_case")
)]
pub enum Message {
    /// To a user without a password whose account was activated.
    UserActivation {
        /// Opens the page where the user chooses a password.
        link: OneTimeLink,
    },
    /// To a user with a password whose account was activated.
    UserWelcome,
    /// To a user who requested a reset.
    UserPasswordReset {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink,
    },
    /// To a user whose password an administrator resets.
    UserPasswordResetByAdministrator {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink,
    },
    /// To the recovery email of a user who requested a reset.
    UserPasswordResetByRecoveryEmail {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink,
    },
    /// To a user whose password expires soon.
    PasswordExpires {
        /// When it expires.
        at: OffsetDateTime,
    },
    /// To a user whose password has expired.
    PasswordExpired {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink,
    },
    /// To the previous address of a user whose email was changed.
    UserEmailChanged {
        /// The new address.
        new: String,
        /// Opens the page where the user undoes the change.
        link: OneTimeLink,
    },
    /// To the previous address of a user whose email was changed before they activated the account.
    UserActivationMoved,
    /// To the company email of a user whose activation link an administrator sent to another address.
    UserActivationElsewhere,
    /// To the new address of a user whose email was changed.
    UserEmailIsNew,
    /// The same, if the address gets no reset links until the user has verified it.
    UserEmailVerification {
        /// Opens the page where the user verifies it.
        link: OneTimeLink,
    },
    /// To the previous address of a user whose email was changed: this can no longer be undone.
    UserEmailUndoVoided,
    /// To the owners: a change of a user's email was undone from the previous address.
    UserEmailChangeUndone {
        /// The user's name.
        name: String,
        /// The address that the user has again.
        email: String,
        /// The address that was taken back.
        undone: String,
        /// The number of factors that were removed.
        factors: u64,
        /// The recovery email, if it was removed.
        recovery: Option<String>,
    },
    /// To an address that a user entered as their recovery email.
    RecoveryEmailVerification {
        /// Opens the page where the user verifies it.
        link: OneTimeLink,
    },
    /// To the company email of a user who verified their recovery email.
    RecoveryEmailVerified {
        /// The recovery email.
        address: String,
    },
    /// To a user whose verified recovery email an administrator replaced, at the company email and at
    /// the previous recovery email.
    RecoveryEmailReplaced {
        /// The previous recovery email.
        before: String,
        /// The new one.
        after: String,
    },
    /// The same, if the administrator removed it.
    RecoveryEmailRemoved {
        /// The previous recovery email.
        address: String,
    },
    /// To a new administrator.
    AdministratorInvitation {
        /// Opens the page where the invitation is accepted.
        link: OneTimeLink,
        /// The name of the inviting administrator.
        inviter: String,
        /// The role in words, for example `help desk`.
        role: String,
    },
    /// To an administrator who requested a reset.
    AdministratorPasswordReset {
        /// Opens the page where the administrator chooses a new password.
        link: OneTimeLink,
    },
    /// To an administrator whose password another administrator resets.
    AdministratorPasswordResetByAdministrator {
        /// Opens the page where the administrator chooses a new password.
        link: OneTimeLink,
    },
    /// To a user or administrator who reset their password with a link.
    PasswordResetSucceeded {
        /// When the new password was set.
        at: OffsetDateTime,
    },
    /// To a user or administrator who changed their password while signed in.
    PasswordChanged {
        /// When the new password was set.
        at: OffsetDateTime,
    },
    /// To a user for whom an administrator set a temporary password. Does not contain the password.
    TemporaryPasswordSet {
        /// When the temporary password expires.
        expires_at: OffsetDateTime,
    },
    /// To a user or administrator whose account was locked.
    AccountLocked {
        /// Why it was locked.
        cause: LockCause,
        /// When it unlocks automatically; `None` if only an administrator can unlock it.
        until: Option<OffsetDateTime>,
    },
    /// To a user or administrator whose account was unlocked.
    AccountUnlocked,
    /// To the owner of an account to which a factor was added.
    FactorAdded {
        /// The name its owner gave it.
        name: String,
        /// The browser and operating system, for example `Firefox on Linux`.
        device: String,
        /// The client's network address.
        address: String,
        /// When it happened.
        at: OffsetDateTime,
    },
    /// To the owner of an account from which a factor was removed.
    FactorRemoved {
        /// The name its owner gave it.
        name: String,
        /// When it happened.
        at: OffsetDateTime,
    },
    /// To the owner of an account whose factors an administrator removed.
    FactorsReset {
        /// When it happened.
        at: OffsetDateTime,
    },
    /// To the owner of an account with new recovery codes.
    RecoveryCodesMade {
        /// When it happened.
        at: OffsetDateTime,
    },
    /// To the owner of an account whose recovery code was used.
    RecoveryCodeUsed {
        /// The number of unused codes.
        left: u64,
        /// When it happened.
        at: OffsetDateTime,
    },
    /// To the owner of a passkey that seems to have been cloned.
    PasskeyCopied {
        /// The name its owner gave it.
        name: String,
    },
    /// To the owner of an account that must enroll a factor: at the start of the enrollment period
    /// and a day before its end.
    MfaRequired {
        /// The end of the enrollment period.
        by: OffsetDateTime,
    },
    /// To a user whose account got an SSH key.
    SshKeyAdded(CredentialChange),
    /// To a user whose account lost an SSH key.
    SshKeyRemoved(CredentialChange),
    /// To a user who created an application password. Does not contain the password.
    ApplicationPasswordCreated(CredentialChange),
    /// To a user whose application password was revoked.
    ApplicationPasswordRevoked(CredentialChange),
    /// After a sign-in in a browser that is not known to the account, or from a new range of addresses.
    NewDeviceSignIn {
        /// The browser and operating system, for example `Firefox on Linux`.
        device: String,
        /// The client's network address.
        address: String,
        /// When it happened.
        at: OffsetDateTime,
    },
    /// To the administrator who tests email delivery.
    TestMessage {
        /// The name of the administrator who sent it.
        requested_by: String,
    },
    /// To the first owner of a new organization.
    OrganizationSetUp,
    /// To somebody who signed up an organization. The organization of the envelope is the product.
    OrganizationSignUp {
        /// Opens the page that confirms the address and creates the organization.
        link: OneTimeLink,
    },
    /// To an administrator who signed up another organization with the same address.
    OrganizationSignUpKnown,
    /// To the owners: the operator of the server has scheduled the deletion of the organization.
    OrganizationDeleting {
        /// When it is deleted.
        at: OffsetDateTime,
    },
    /// To the owners: an administrator was invited.
    AdministratorAdded {
        /// The new administrator's name.
        name: String,
        /// Their address.
        email: String,
        /// Their role in words.
        role: String,
        /// Who invited them.
        by: DoneBy,
    },
    /// To the owners: an administrator's role was changed.
    AdministratorRoleChanged {
        /// The administrator's name.
        name: String,
        /// Their address.
        email: String,
        /// The previous role in words.
        before: String,
        /// The new role in words.
        after: String,
        /// Who changed it.
        by: DoneBy,
    },
    /// To the owners: an owner was suspended or removed, or their MFA was reset.
    OwnerChanged {
        /// What was done.
        change: OwnerChange,
        /// The owner's name.
        name: String,
        /// Their address.
        email: String,
        /// Who did it.
        by: DoneBy,
    },
    /// To the owners: an API key was created.
    ApiKeyCreated {
        /// Its name.
        name: String,
        /// Its scopes.
        scopes: String,
        /// Who created it.
        by: DoneBy,
    },
    /// To the owners: a bind user of the LDAP directory was created.
    LdapBindUserCreated {
        /// Its name.
        name: String,
        /// What it may read, in words.
        reads: String,
        /// Who created it.
        by: DoneBy,
    },
    /// To the owners: a webhook was created, or its address was changed.
    WebhookAddressSet {
        /// What was done.
        change: WebhookChange,
        /// Its name.
        name: String,
        /// Where events are sent from now on.
        url: String,
        /// Who did it.
        by: DoneBy,
    },
    /// To the owners: the server disabled a webhook, because its deliveries failed for days.
    WebhookDisabled {
        /// Its name.
        name: String,
        /// Its address.
        url: String,
    },
    /// To the owners: a setting now protects accounts less.
    SecuritySettingsWeakened {
        /// The labels of the settings.
        settings: String,
        /// Who changed them.
        by: DoneBy,
    },
    /// To administrators: users are activated or suspended soon.
    ScheduledChanges {
        /// What is due, the next one first.
        changes: Vec<ScheduledLine>,
    },
    /// To administrators: a scheduled activation or suspension was not performed.
    ScheduledChangeFailed {
        /// What was due.
        change: ScheduledKind,
        /// The user's name.
        name: String,
        /// Their address.
        email: String,
        /// When it was due, in words.
        at: String,
        /// Who scheduled it.
        by: String,
        /// Why it was not performed.
        reason: &'static str,
    },
}

impl Message {
    /// The name of every kind, in the order of the variants.
    pub const KINDS: &'static [&'static str] = <MessageKind as VariantNames>::VARIANTS;

    /// The kind's name in the database, the API and the delivery log.
    pub fn kind(&self) -> &'static str {
        MessageKind::from(self).into()
    }

    /// Whether an organization can have its own words for this kind of email. It cannot if the email is sent
    /// before the organization exists.
    pub const fn is_of_an_organization(&self) -> bool {
        !matches!(
            self,
            Self::OrganizationSignUp { .. } | Self::OrganizationSignUpKnown
        )
    }

    /// Whether administrators get this kind of email. Only those who may change administrators may reword
    /// it, because otherwise an administrator could hide from owners what they are warned about.
    pub const fn reaches_administrators(&self) -> bool {
        !matches!(
            self,
            Self::UserActivation { .. }
                | Self::UserWelcome
                | Self::UserPasswordReset { .. }
                | Self::UserPasswordResetByAdministrator { .. }
                | Self::UserPasswordResetByRecoveryEmail { .. }
                | Self::PasswordExpires { .. }
                | Self::PasswordExpired { .. }
                | Self::UserEmailChanged { .. }
                | Self::UserActivationMoved
                | Self::UserActivationElsewhere
                | Self::UserEmailIsNew
                | Self::UserEmailVerification { .. }
                | Self::UserEmailUndoVoided
                | Self::RecoveryEmailVerification { .. }
                | Self::RecoveryEmailVerified { .. }
                | Self::RecoveryEmailReplaced { .. }
                | Self::RecoveryEmailRemoved { .. }
                | Self::TemporaryPasswordSet { .. }
                | Self::SshKeyAdded(_)
                | Self::SshKeyRemoved(_)
                | Self::ApplicationPasswordCreated(_)
                | Self::ApplicationPasswordRevoked(_)
        )
    }
}
