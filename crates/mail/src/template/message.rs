//! The kinds of email, each with the facts that its text needs and a sample.

use strum::{VariantArray, VariantNames};
use strum_macros::{EnumDiscriminants, IntoStaticStr, VariantArray, VariantNames};
use time::{Duration, OffsetDateTime};

use super::link::{InvalidWebAddress, OneTimeLink};

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
    /// To the new address of a user whose email was changed.
    UserEmailIsNew,
    /// The same, if the address gets no reset links until the user has verified it.
    UserEmailVerification {
        /// Opens the page where the user verifies it.
        link: OneTimeLink,
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
    /// To the owners: an API key was created.
    ApiKeyCreated {
        /// Its name.
        name: String,
        /// Its scopes.
        scopes: String,
        /// Who created it.
        by: DoneBy,
    },
    /// To the owners: a setting now protects accounts less.
    SecuritySettingsWeakened {
        /// The labels of the settings.
        settings: String,
        /// Who changed them.
        by: DoneBy,
    },
}

/// Who performed an action that owners are told about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneBy {
    /// The name.
    pub name: String,
    /// The client's network address.
    pub address: String,
    /// When it happened.
    pub at: OffsetDateTime,
}

/// Why an account was locked, as the email says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockCause {
    /// Too many wrong passwords in a row.
    FailedPasswords,
    /// Too many wrong MFA codes in a row.
    FailedFactors,
    /// No factor was enrolled in time.
    MfaEnrollmentPeriod,
    /// An administrator locked it.
    Administrator,
}

impl Message {
    /// The name of every kind, in the order of the variants.
    pub const KINDS: &'static [&'static str] = <MessageKind as VariantNames>::VARIANTS;

    /// The kind's name in the database, the API and the delivery log.
    pub fn kind(&self) -> &'static str {
        MessageKind::from(self).into()
    }

    /// One message of each kind at the time `now`, for previews. All links are `address`, and all
    /// free texts are `word`.
    ///
    /// # Errors
    /// If `address` is not a web address.
    pub fn samples(
        address: &str,
        word: &str,
        now: OffsetDateTime,
    ) -> Result<Vec<Self>, InvalidWebAddress> {
        let kinds = <MessageKind as VariantArray>::VARIANTS.iter();
        kinds
            .map(|kind| Self::sample(*kind, address, word, now))
            .collect()
    }

    fn sample(
        kind: MessageKind,
        address: &str,
        word: &str,
        now: OffsetDateTime,
    ) -> Result<Self, InvalidWebAddress> {
        let link = |valid_for| OneTimeLink::new(address, now, valid_for);
        let word = || word.to_owned();
        let (hour, day, week) = (Duration::hours(1), Duration::days(1), Duration::days(7));
        let at = now;
        let ip = || "2001:db8::7334".to_owned();
        let by = || DoneBy {
            name: word(),
            address: ip(),
            at,
        };
        Ok(match kind {
            MessageKind::UserActivation => Self::UserActivation { link: link(week)? },
            MessageKind::UserWelcome => Self::UserWelcome,
            MessageKind::UserPasswordReset => Self::UserPasswordReset { link: link(hour)? },
            MessageKind::UserPasswordResetByAdministrator => {
                Self::UserPasswordResetByAdministrator { link: link(hour)? }
            }
            MessageKind::UserPasswordResetByRecoveryEmail => {
                Self::UserPasswordResetByRecoveryEmail { link: link(hour)? }
            }
            MessageKind::PasswordExpires => Self::PasswordExpires { at: now + week },
            MessageKind::PasswordExpired => Self::PasswordExpired { link: link(hour)? },
            MessageKind::UserEmailChanged => Self::UserEmailChanged {
                new: word(),
                link: link(week)?,
            },
            MessageKind::UserEmailIsNew => Self::UserEmailIsNew,
            MessageKind::UserEmailVerification => Self::UserEmailVerification { link: link(day)? },
            MessageKind::RecoveryEmailVerification => {
                Self::RecoveryEmailVerification { link: link(day)? }
            }
            MessageKind::RecoveryEmailVerified => Self::RecoveryEmailVerified { address: word() },
            MessageKind::RecoveryEmailReplaced => Self::RecoveryEmailReplaced {
                before: word(),
                after: word(),
            },
            MessageKind::RecoveryEmailRemoved => Self::RecoveryEmailRemoved { address: word() },
            MessageKind::AdministratorInvitation => Self::AdministratorInvitation {
                link: link(week)?,
                inviter: word(),
                role: word(),
            },
            MessageKind::AdministratorPasswordReset => {
                Self::AdministratorPasswordReset { link: link(hour)? }
            }
            MessageKind::AdministratorPasswordResetByAdministrator => {
                Self::AdministratorPasswordResetByAdministrator { link: link(day)? }
            }
            MessageKind::PasswordResetSucceeded => Self::PasswordResetSucceeded { at },
            MessageKind::PasswordChanged => Self::PasswordChanged { at },
            MessageKind::TemporaryPasswordSet => Self::TemporaryPasswordSet {
                expires_at: now + day,
            },
            MessageKind::AccountLocked => Self::AccountLocked {
                cause: LockCause::FailedPasswords,
                until: Some(now + Duration::minutes(10)),
            },
            MessageKind::AccountUnlocked => Self::AccountUnlocked,
            MessageKind::FactorAdded => Self::FactorAdded {
                name: word(),
                device: word(),
                address: ip(),
                at,
            },
            MessageKind::FactorRemoved => Self::FactorRemoved { name: word(), at },
            MessageKind::FactorsReset => Self::FactorsReset { at },
            MessageKind::RecoveryCodesMade => Self::RecoveryCodesMade { at },
            MessageKind::RecoveryCodeUsed => Self::RecoveryCodeUsed { left: 3, at },
            MessageKind::PasskeyCopied => Self::PasskeyCopied { name: word() },
            MessageKind::MfaRequired => Self::MfaRequired { by: now + week },
            MessageKind::NewDeviceSignIn => Self::NewDeviceSignIn {
                device: word(),
                address: ip(),
                at,
            },
            MessageKind::TestMessage => Self::TestMessage {
                requested_by: word(),
            },
            MessageKind::OrganizationSetUp => Self::OrganizationSetUp,
            MessageKind::AdministratorAdded => Self::AdministratorAdded {
                name: word(),
                email: word(),
                role: word(),
                by: by(),
            },
            MessageKind::AdministratorRoleChanged => Self::AdministratorRoleChanged {
                name: word(),
                email: word(),
                before: word(),
                after: word(),
                by: by(),
            },
            MessageKind::ApiKeyCreated => Self::ApiKeyCreated {
                name: word(),
                scopes: word(),
                by: by(),
            },
            MessageKind::SecuritySettingsWeakened => Self::SecuritySettingsWeakened {
                settings: word(),
                by: by(),
            },
        })
    }
}
