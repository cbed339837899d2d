//! A sample of each kind of email, for previews and tests.

use strum::VariantArray;
use time::{Duration, OffsetDateTime};

use super::cases::{DoneBy, LockCause, OwnerChange, ScheduledKind, ScheduledLine, WebhookChange};
use super::credential::CredentialChange;
use super::link::{InvalidWebAddress, OneTimeLink};
use super::message::{Message, MessageKind};
use super::text::moment;

impl Message {
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
        let credential = || CredentialChange {
            name: word(),
            what: word(),
            by: by(),
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
            MessageKind::UserActivationMoved => Self::UserActivationMoved,
            MessageKind::UserActivationElsewhere => Self::UserActivationElsewhere,
            MessageKind::UserEmailIsNew => Self::UserEmailIsNew,
            MessageKind::UserEmailVerification => Self::UserEmailVerification { link: link(day)? },
            MessageKind::UserEmailUndoVoided => Self::UserEmailUndoVoided,
            MessageKind::UserEmailChangeUndone => Self::UserEmailChangeUndone {
                name: word(),
                email: word(),
                undone: word(),
                factors: 1,
                recovery: Some(word()),
            },
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
            MessageKind::SshKeyAdded => Self::SshKeyAdded(credential()),
            MessageKind::SshKeyRemoved => Self::SshKeyRemoved(credential()),
            MessageKind::ApplicationPasswordCreated => {
                Self::ApplicationPasswordCreated(credential())
            }
            MessageKind::ApplicationPasswordRevoked => {
                Self::ApplicationPasswordRevoked(credential())
            }
            MessageKind::NewDeviceSignIn => Self::NewDeviceSignIn {
                device: word(),
                address: ip(),
                at,
            },
            MessageKind::TestMessage => Self::TestMessage {
                requested_by: word(),
            },
            MessageKind::OrganizationSetUp => Self::OrganizationSetUp,
            MessageKind::OrganizationSignUp => Self::OrganizationSignUp { link: link(day)? },
            MessageKind::OrganizationSignUpKnown => Self::OrganizationSignUpKnown,
            MessageKind::OrganizationDeleting => Self::OrganizationDeleting { at: now + week },
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
            MessageKind::OwnerChanged => Self::OwnerChanged {
                change: OwnerChange::Suspended,
                name: word(),
                email: word(),
                by: by(),
            },
            MessageKind::ApiKeyCreated => Self::ApiKeyCreated {
                name: word(),
                scopes: word(),
                by: by(),
            },
            MessageKind::LdapBindUserCreated => Self::LdapBindUserCreated {
                name: word(),
                reads: word(),
                by: by(),
            },
            MessageKind::WebhookAddressSet => Self::WebhookAddressSet {
                change: WebhookChange::Created,
                name: word(),
                url: word(),
                by: by(),
            },
            MessageKind::WebhookDisabled => Self::WebhookDisabled {
                name: word(),
                url: word(),
            },
            MessageKind::SecuritySettingsWeakened => Self::SecuritySettingsWeakened {
                settings: word(),
                by: by(),
            },
            MessageKind::ScheduledChanges => Self::ScheduledChanges {
                changes: vec![ScheduledLine {
                    change: ScheduledKind::Suspension,
                    name: word(),
                    email: word(),
                    at: moment(now + day),
                    by: word(),
                }],
            },
            MessageKind::ScheduledChangeFailed => Self::ScheduledChangeFailed {
                change: ScheduledKind::Suspension,
                name: word(),
                email: word(),
                at: moment(now),
                by: word(),
                reason: "The user is already in this state",
            },
        })
    }
}
