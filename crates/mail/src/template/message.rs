//! The kinds of email, each with the values that its text needs, their samples, and who gets it.

use strum::VariantNames;
use strum_macros::{EnumDiscriminants, IntoStaticStr, VariantArray, VariantNames};
use time::{Duration, OffsetDateTime};

use super::cases::{DoneBy, LockCause, OwnerChange, ScheduledLine, WebhookChange};
use super::credential::CredentialChange;
use super::define::{Recipients, messages};
use super::link::{InvalidWebAddress, OneTimeLink};
use super::sample::Sample;

// To add a kind, add it here: its values, each with a value for previews, and who gets it. The compiler then
// requires its wording.
messages! {
    sample;

    /// To a user without a password whose account was activated.
    UserActivation {
        /// Opens the page where the user chooses a password.
        link: OneTimeLink = sample.link(Duration::days(7))?,
    } => Users;
    /// To a user with a password whose account was activated.
    UserWelcome => Users;
    /// To a user who requested a reset.
    UserPasswordReset {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink = sample.link(Duration::hours(1))?,
    } => Users;
    /// To a user whose password an administrator resets.
    UserPasswordResetByAdministrator {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink = sample.link(Duration::hours(1))?,
    } => Users;
    /// To the recovery email of a user who requested a reset.
    UserPasswordResetByRecoveryEmail {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink = sample.link(Duration::hours(1))?,
    } => Users;
    /// To a user whose password expires soon.
    PasswordExpires {
        /// When it expires.
        at: OffsetDateTime = sample.now + Duration::days(7),
    } => Users;
    /// To a user whose password has expired.
    PasswordExpired {
        /// Opens the page where the user chooses a new password.
        link: OneTimeLink = sample.link(Duration::hours(1))?,
    } => Users;
    /// To the previous address of a user whose email was changed.
    UserEmailChanged {
        /// The new address.
        new: String = sample.word(),
        /// Opens the page where the user undoes the change.
        link: OneTimeLink = sample.link(Duration::days(7))?,
    } => Users;
    /// To the previous address of a user whose email was changed before they activated the account.
    UserActivationMoved => Users;
    /// To the company email of a user whose activation link an administrator sent to another address.
    UserActivationElsewhere => Users;
    /// To the new address of a user whose email was changed.
    UserEmailIsNew => Users;
    /// The same, if the address gets no reset links until the user has verified it.
    UserEmailVerification {
        /// Opens the page where the user verifies it.
        link: OneTimeLink = sample.link(Duration::days(1))?,
    } => Users;
    /// To the previous address of a user whose email was changed: this can no longer be undone.
    UserEmailUndoVoided => Users;
    /// To the previous address of a user who undid a change of the email: another user has this address by now,
    /// so the account is suspended.
    UserEmailNotRestored => Users;
    /// To the owners: a change of a user's email was undone from the previous address.
    UserEmailChangeUndone {
        /// The user's name.
        name: String = sample.word(),
        /// The previous address.
        email: String = sample.word(),
        /// The address that the change gave to the user.
        undone: String = sample.word(),
        /// Whether the user has the previous address again. If not, another user has it, and the user is
        /// suspended.
        restored: bool = true,
        /// The number of factors that were removed.
        factors: u64 = 1,
        /// The recovery email, if it was removed.
        recovery: Option<String> = Some(sample.word()),
    } => Administrators;
    /// To an address that a user entered as their recovery email.
    RecoveryEmailVerification {
        /// Opens the page where the user verifies it.
        link: OneTimeLink = sample.link(Duration::days(1))?,
    } => Users;
    /// To the company email of a user who verified their recovery email.
    RecoveryEmailVerified {
        /// The recovery email.
        address: String = sample.word(),
    } => Users;
    /// To a user whose verified recovery email an administrator replaced, at the company email and at
    /// the previous recovery email.
    RecoveryEmailReplaced {
        /// The previous recovery email.
        before: String = sample.word(),
        /// The new one.
        after: String = sample.word(),
    } => Users;
    /// The same, if the administrator removed it.
    RecoveryEmailRemoved {
        /// The previous recovery email.
        address: String = sample.word(),
    } => Users;
    /// To a new administrator.
    AdministratorInvitation {
        /// Opens the page where the invitation is accepted.
        link: OneTimeLink = sample.link(Duration::days(7))?,
        /// The name of the inviting administrator.
        inviter: String = sample.word(),
        /// The role in words, for example `help desk`.
        role: String = sample.word(),
    } => Administrators;
    /// To an administrator who requested a reset.
    AdministratorPasswordReset {
        /// Opens the page where the administrator chooses a new password.
        link: OneTimeLink = sample.link(Duration::hours(1))?,
    } => Administrators;
    /// To an administrator whose password another administrator resets.
    AdministratorPasswordResetByAdministrator {
        /// Opens the page where the administrator chooses a new password.
        link: OneTimeLink = sample.link(Duration::days(1))?,
    } => Administrators;
    /// To a user or administrator who reset their password with a link.
    PasswordResetSucceeded {
        /// When the new password was set.
        at: OffsetDateTime = sample.now,
    } => Administrators;
    /// To a user or administrator who changed their password while signed in.
    PasswordChanged {
        /// When the new password was set.
        at: OffsetDateTime = sample.now,
    } => Administrators;
    /// To a user for whom an administrator set a temporary password. Does not contain the password.
    TemporaryPasswordSet {
        /// When the temporary password expires.
        expires_at: OffsetDateTime = sample.now + Duration::days(1),
    } => Users;
    /// To a user or administrator whose account was locked.
    AccountLocked {
        /// Why it was locked.
        cause: LockCause = LockCause::FailedPasswords,
        /// When it unlocks automatically; `None` if only an administrator can unlock it.
        until: Option<OffsetDateTime> = Some(sample.now + Duration::minutes(10)),
    } => Administrators;
    /// To a user or administrator whose account was unlocked.
    AccountUnlocked => Administrators;
    /// To the owner of an account to which a factor was added.
    FactorAdded {
        /// The name its owner gave it.
        name: String = sample.word(),
        /// The browser and operating system, for example `Firefox on Linux`.
        device: String = sample.device(),
        /// The client's network address.
        address: String = sample.ip(),
        /// When it happened.
        at: OffsetDateTime = sample.now,
    } => Administrators;
    /// To the owner of an account from which a factor was removed.
    FactorRemoved {
        /// The name its owner gave it.
        name: String = sample.word(),
        /// When it happened.
        at: OffsetDateTime = sample.now,
    } => Administrators;
    /// To the owner of an account whose factors an administrator removed.
    FactorsReset {
        /// When it happened.
        at: OffsetDateTime = sample.now,
    } => Administrators;
    /// To the owner of an account with new recovery codes.
    RecoveryCodesMade {
        /// When it happened.
        at: OffsetDateTime = sample.now,
    } => Administrators;
    /// To the owner of an account whose recovery code was used.
    RecoveryCodeUsed {
        /// The number of unused codes.
        left: u64 = 3,
        /// When it happened.
        at: OffsetDateTime = sample.now,
    } => Administrators;
    /// To the owner of a passkey that seems to have been cloned.
    PasskeyCopied {
        /// The name its owner gave it.
        name: String = sample.word(),
    } => Administrators;
    /// To the owner of an account that must enroll a factor: at the start of the enrollment period
    /// and a day before its end.
    MfaRequired {
        /// The end of the enrollment period.
        by: OffsetDateTime = sample.now + Duration::days(7),
    } => Administrators;
    /// To a user whose account got an SSH key.
    SshKeyAdded(CredentialChange = sample.credential()) => Users;
    /// To a user whose account lost an SSH key.
    SshKeyRemoved(CredentialChange = sample.credential()) => Users;
    /// To a user who created an application password. Does not contain the password.
    ApplicationPasswordCreated(CredentialChange = sample.credential()) => Users;
    /// To a user whose application password was revoked.
    ApplicationPasswordRevoked(CredentialChange = sample.credential()) => Users;
    /// After a sign-in in a browser that is not known to the account, or from a new range of addresses.
    NewDeviceSignIn {
        /// The browser and operating system, for example `Firefox on Linux`.
        device: String = sample.device(),
        /// The client's network address.
        address: String = sample.ip(),
        /// When it happened.
        at: OffsetDateTime = sample.now,
    } => Administrators;
    /// To the administrator who tests email delivery.
    TestMessage {
        /// The name of the administrator who sent it.
        requested_by: String = sample.word(),
    } => Administrators;
    /// To the first owner of a new organization.
    OrganizationSetUp => Administrators;
    /// To somebody who signed up an organization. The organization of the envelope is the product.
    OrganizationSignUp {
        /// Opens the page that confirms the address and creates the organization.
        link: OneTimeLink = sample.link(Duration::days(1))?,
    } => SigningUp;
    /// To an administrator who signed up another organization with the same address.
    OrganizationSignUpKnown => SigningUp;
    /// To the owners: the operator of the server has scheduled the deletion of the organization.
    OrganizationDeleting {
        /// When it is deleted.
        at: OffsetDateTime = sample.now + Duration::days(7),
    } => Administrators;
    /// To the owners: an administrator was invited.
    AdministratorAdded {
        /// The new administrator's name.
        name: String = sample.word(),
        /// Their address.
        email: String = sample.word(),
        /// Their role in words.
        role: String = sample.word(),
        /// Who invited them.
        by: DoneBy = sample.by(),
    } => Administrators;
    /// To the owners: an administrator's role was changed.
    AdministratorRoleChanged {
        /// The administrator's name.
        name: String = sample.word(),
        /// Their address.
        email: String = sample.word(),
        /// The previous role in words.
        before: String = sample.word(),
        /// The new role in words.
        after: String = sample.word(),
        /// Who changed it.
        by: DoneBy = sample.by(),
    } => Administrators;
    /// To the owners: an owner was suspended or removed, or their MFA was reset.
    OwnerChanged {
        /// What was done.
        change: OwnerChange = OwnerChange::Suspended,
        /// The owner's name.
        name: String = sample.word(),
        /// Their address.
        email: String = sample.word(),
        /// Who did it.
        by: DoneBy = sample.by(),
    } => Administrators;
    /// To the owners: an API key was created.
    ApiKeyCreated {
        /// Its name.
        name: String = sample.word(),
        /// Its scopes.
        scopes: String = sample.word(),
        /// Who created it.
        by: DoneBy = sample.by(),
    } => Administrators;
    /// To the owners: a bind user of the LDAP directory was created.
    LdapBindUserCreated {
        /// Its name.
        name: String = sample.word(),
        /// What it may read, in words.
        reads: String = sample.word(),
        /// Who created it.
        by: DoneBy = sample.by(),
    } => Administrators;
    /// To the owners: a webhook was created, or its address was changed.
    WebhookAddressSet {
        /// What was done.
        change: WebhookChange = WebhookChange::Created,
        /// Its name.
        name: String = sample.word(),
        /// Where events are sent from now on.
        url: String = sample.word(),
        /// Who did it.
        by: DoneBy = sample.by(),
    } => Administrators;
    /// To the owners: the server disabled a webhook, because its deliveries failed for days.
    WebhookDisabled {
        /// Its name.
        name: String = sample.word(),
        /// Its address.
        url: String = sample.word(),
    } => Administrators;
    /// To the owners: a setting now protects accounts less.
    SecuritySettingsWeakened {
        /// The labels of the settings.
        settings: String = sample.word(),
        /// Who changed them.
        by: DoneBy = sample.by(),
    } => Administrators;
    /// To administrators: users are activated or suspended soon.
    ScheduledChanges {
        /// What is due, the next one first.
        changes: Vec<ScheduledLine> = vec![sample.scheduled(sample.now + Duration::days(1))],
    } => Administrators;
    /// To administrators: a scheduled activation or suspension was not performed.
    ScheduledChangeFailed {
        /// What was due.
        change: ScheduledLine = sample.scheduled(sample.now),
        /// Why it was not performed.
        reason: &'static str = "The user is already in this state",
    } => Administrators;
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
        !matches!(self.recipients(), Recipients::SigningUp)
    }

    /// Whether administrators get this kind of email. Only those who may change administrators may reword
    /// it, because otherwise an administrator could hide from owners what they are warned about.
    pub const fn reaches_administrators(&self) -> bool {
        !matches!(self.recipients(), Recipients::Users)
    }
}
