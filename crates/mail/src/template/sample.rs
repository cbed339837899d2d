//! One notice of each kind with made-up facts, to show what mails look like.

use time::{Duration, OffsetDateTime};

use super::link::{InvalidWebAddress, OneTimeLink};
use super::notice::{LockCause, Notice};

impl Notice {
    /// Every kind once, in the order of [`Notice::KINDS`], as if written `now`. Each link is
    /// `address`, which should open nothing; `word` stands for every free text.
    ///
    /// # Errors
    /// When `address` is not a web address.
    pub fn samples(
        address: &str,
        word: &str,
        now: OffsetDateTime,
    ) -> Result<Vec<Self>, InvalidWebAddress> {
        let link = |valid_for| OneTimeLink::new(address, now, valid_for);
        let (hour, day) = (Duration::hours(1), Duration::hours(24));
        Ok(vec![
            Self::UserActivation {
                link: link(Duration::days(7))?,
            },
            Self::UserWelcome,
            Self::UserPasswordReset { link: link(hour)? },
            Self::UserPasswordResetByAdministrator { link: link(hour)? },
            Self::UserPasswordResetByRecoveryEmail { link: link(hour)? },
            Self::PasswordExpires {
                at: now + Duration::days(7),
            },
            Self::PasswordExpired { link: link(hour)? },
            Self::RecoveryEmailVerification {
                link: link(Duration::hours(4))?,
            },
            Self::RecoveryEmailVerified {
                address: word.to_owned(),
            },
            Self::AdministratorInvitation {
                link: link(Duration::days(7))?,
                inviter: word.to_owned(),
                role: word.to_owned(),
            },
            Self::AdministratorPasswordReset { link: link(hour)? },
            Self::AdministratorPasswordResetByAdministrator { link: link(day)? },
            Self::PasswordResetSucceeded { at: now },
            Self::PasswordChanged { at: now },
            Self::TemporaryPasswordSet {
                expires_at: now + day,
            },
            Self::AccountLocked {
                cause: LockCause::FailedPasswords,
                until: Some(now + Duration::minutes(10)),
            },
            Self::AccountUnlocked,
            Self::FactorAdded {
                name: word.to_owned(),
                device: word.to_owned(),
                address: "2001:db8::7334".to_owned(),
                at: now,
            },
            Self::FactorRemoved {
                name: word.to_owned(),
                at: now,
            },
            Self::FactorsReset { at: now },
            Self::RecoveryCodesMade { at: now },
            Self::RecoveryCodeUsed { left: 3, at: now },
            Self::PasskeyCopied {
                name: word.to_owned(),
            },
            Self::MfaRequired {
                by: now + Duration::days(7),
            },
            Self::NewDeviceSignIn {
                device: word.to_owned(),
                address: "2001:db8::7334".to_owned(),
                at: now,
            },
            Self::TestMessage {
                requested_by: word.to_owned(),
            },
            Self::OrganizationSetUp,
        ])
    }
}
