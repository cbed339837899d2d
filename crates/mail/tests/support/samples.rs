//! One notice of each kind.

use latchkey_mail::{Envelope, LockCause, Notice, OneTimeLink, WebAddress};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

pub const NOW: OffsetDateTime = datetime!(2026-11-17 07:40 UTC);
pub const LINK: &str =
    "https://id.example.com/activate#token=kq3Zp0c1vN8yJt5sWb7dXfRgLhMaQeUoIi2P4T6Y9x0";
pub const PORTAL: &str = "https://id.example.com/";

pub fn envelope(organization: &str, recipient: &str) -> Envelope {
    Envelope {
        contact: None,
        organization: organization.to_owned(),
        recipient: recipient.to_owned(),
        portal: WebAddress::parse(PORTAL).unwrap(),
    }
}

/// Every kind once, in the order of [`Notice::KINDS`], with `word` in each free text.
pub fn notices(word: &str) -> Vec<Notice> {
    let link = |valid_for| OneTimeLink::new(LINK, NOW, valid_for).unwrap();
    vec![
        Notice::UserActivation {
            link: link(Duration::days(7)),
        },
        Notice::UserWelcome,
        Notice::UserPasswordReset {
            link: link(Duration::hours(1)),
        },
        Notice::UserPasswordResetByAdministrator {
            link: link(Duration::hours(1)),
        },
        Notice::UserPasswordResetByRecoveryEmail {
            link: link(Duration::hours(1)),
        },
        Notice::PasswordExpires {
            at: NOW + Duration::days(7),
        },
        Notice::PasswordExpired {
            link: link(Duration::hours(1)),
        },
        Notice::RecoveryEmailVerification {
            link: link(Duration::hours(4)),
        },
        Notice::RecoveryEmailVerified {
            address: word.to_owned(),
        },
        Notice::AdministratorInvitation {
            link: link(Duration::days(7)),
            inviter: word.to_owned(),
            role: word.to_owned(),
        },
        Notice::AdministratorPasswordReset {
            link: link(Duration::hours(1)),
        },
        Notice::AdministratorPasswordResetByAdministrator {
            link: link(Duration::hours(24)),
        },
        Notice::PasswordResetSucceeded { at: NOW },
        Notice::PasswordChanged { at: NOW },
        Notice::TemporaryPasswordSet {
            expires_at: NOW + Duration::hours(24),
        },
        Notice::AccountLocked {
            cause: LockCause::FailedPasswords,
            until: Some(NOW + Duration::minutes(10)),
        },
        Notice::AccountUnlocked,
        Notice::NewDeviceSignIn {
            device: word.to_owned(),
            address: "2001:db8::7334".to_owned(),
            at: NOW,
        },
        Notice::TestMessage {
            requested_by: word.to_owned(),
        },
        Notice::OrganizationSetUp,
    ]
}
