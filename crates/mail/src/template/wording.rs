//! The words of each kind of mail, in one place.

use super::content::Fact;
use super::factors;
use super::notice::{LockCause, Notice};
use super::text::{moment, name};

/// What a notice says, before it is put into an envelope.
pub(super) struct Wording {
    /// The subject after the organization's name, and the heading.
    pub(super) phrase: &'static str,
    pub(super) paragraphs: Vec<String>,
    pub(super) facts: Vec<Fact>,
    /// The label; where it leads is the notice's link, else the portal.
    pub(super) button: Option<&'static str>,
    /// How to get another link once this one is gone.
    pub(super) renewal: &'static str,
    pub(super) closing: Option<&'static str>,
}

const NOT_ASKED: &str = "If you did not ask for this, ignore this message: your password stays as it is. If it happens again, tell an administrator.";
const NOT_EXPECTED: &str = "If you did not expect this, ask your administrator before you use the link. Your password stays as it is until you do.";
pub(super) const NOT_YOU: &str =
    "If it was not you, reset your password now from the sign-in page and tell an administrator.";
const ASK_AGAIN: &str = "After that, ask for a new one from the sign-in page.";
const ASK_ADMINISTRATOR: &str = "After that, ask your administrator for a new one.";

/// Builds a [`Wording`] with what most notices do not have left empty.
pub(super) fn say<const N: usize>(
    phrase: &'static str,
    paragraphs: [String; N],
    button: &'static str,
    closing: &'static str,
) -> Wording {
    Wording {
        phrase,
        paragraphs: paragraphs.into(),
        facts: Vec::new(),
        button: Some(button),
        renewal: "",
        closing: Some(closing),
    }
}

/// The words of `notice`, for an organization whose name is already clean.
pub(super) fn wording(notice: &Notice, org: &str) -> Wording {
    match notice {
        Notice::UserActivation { .. } => Wording {
            renewal: ASK_ADMINISTRATOR,
            ..say(
                "activate your account",
                [format!(
                    "You have an account at {org}. Choose a password to activate it."
                )],
                "Activate account",
                "If you did not expect this, ignore this message: the account stays closed until the link is used.",
            )
        },
        Notice::UserWelcome => say(
            "your account is ready",
            [format!(
                "Your account at {org} is active. Sign in with this email address and the password that you have."
            )],
            "Sign in",
            "If you do not know your password, choose “Reset user password” on the sign-in page.",
        ),
        Notice::UserPasswordReset { .. } => Wording {
            renewal: ASK_AGAIN,
            ..say(
                "reset your password",
                [format!(
                    "Someone, most likely you, asked to reset the password of your account at {org}."
                )],
                "Choose a new password",
                NOT_ASKED,
            )
        },
        Notice::UserPasswordResetByAdministrator { .. } => Wording {
            renewal: ASK_ADMINISTRATOR,
            ..say(
                "choose a new password",
                [format!(
                    "An administrator asks you to choose a new password for your account at {org}."
                )],
                "Choose a new password",
                NOT_EXPECTED,
            )
        },
        Notice::UserPasswordResetByRecoveryEmail { .. } => Wording {
            renewal: ASK_AGAIN,
            ..say(
                "reset your password",
                [
                    format!(
                        "Someone, most likely you, asked to reset the password of your account at {org}. This address is your recovery email there."
                    ),
                    "A reset from here also asks for your second factor. If you can read your company mail, use the link that was sent there.".to_owned(),
                ],
                "Choose a new password",
                NOT_ASKED,
            )
        },
        Notice::PasswordExpires { at } => say(
            "your password expires soon",
            [
                format!(
                    "The password of your account at {org} expires on {}.",
                    moment(*at)
                ),
                "Choose a new one before: sign in and open Security.".to_owned(),
            ],
            "Open the portal",
            "After that, signing in asks you to replace it first.",
        ),
        Notice::PasswordExpired { .. } => Wording {
            renewal: ASK_AGAIN,
            ..say(
                "your password has expired",
                [
                    format!(
                        "The password of your account at {org} has expired, and open sessions have been signed out."
                    ),
                    "Choose a new one with this link, or sign in with the old one: you are asked to replace it.".to_owned(),
                ],
                "Choose a new password",
                "If you did not expect this, ask your administrator.",
            )
        },
        Notice::RecoveryEmailVerification { .. } => Wording {
            renewal: "After that, enter the address again in the portal, under Security.",
            ..say(
                "verify your recovery email",
                [
                    format!(
                        "This address was entered as the recovery email of an account at {org}. Once it is verified, links to reset the password are sent here too."
                    ),
                    "Verify it and sign in to the portal.".to_owned(),
                ],
                "Verify now",
                "If it is not your account, ignore this message: without its password nobody can verify the address.",
            )
        },
        Notice::RecoveryEmailVerified { address } => Wording {
            facts: vec![fact("Recovery email", address)],
            ..say(
                "your recovery email is verified",
                [format!(
                    "Links to reset the password of your account at {org} are from now on sent to your recovery email too."
                )],
                "Open the portal",
                "If it was not you, change your password, remove the address under Security, and tell an administrator.",
            )
        },
        Notice::AdministratorInvitation { inviter, role, .. } => Wording {
            facts: vec![fact("Invited by", inviter), fact("Role", role)],
            renewal: "After that, ask for a new invitation.",
            ..say(
                "you are invited as an administrator",
                [format!(
                    "You are invited to administer {org}. Choose a password to accept."
                )],
                "Accept invitation",
                "If you did not expect this, ignore this message: nothing is opened until the link is used.",
            )
        },
        Notice::AdministratorPasswordReset { .. } => Wording {
            renewal: ASK_AGAIN,
            ..say(
                "reset your administrator password",
                [format!(
                    "Someone, most likely you, asked to reset the password of your administrator account at {org}."
                )],
                "Choose a new password",
                NOT_ASKED,
            )
        },
        Notice::AdministratorPasswordResetByAdministrator { .. } => Wording {
            renewal: "After that, ask another administrator for a new one.",
            ..say(
                "choose a new administrator password",
                [format!(
                    "Another administrator asks you to choose a new password for your administrator account at {org}."
                )],
                "Choose a new password",
                "If you did not expect this, ask them before you use the link. Your password stays as it is until you do.",
            )
        },
        Notice::PasswordResetSucceeded { at } => say(
            "your password was reset",
            [
                format!(
                    "The password of your account at {org} was reset on {}.",
                    moment(*at)
                ),
                "Every session that was open has been signed out.".to_owned(),
            ],
            "Sign in",
            NOT_YOU,
        ),
        Notice::PasswordChanged { at } => say(
            "your password was changed",
            [
                format!(
                    "The password of your account at {org} was changed on {}.",
                    moment(*at)
                ),
                "Every other session that was open has been signed out.".to_owned(),
            ],
            "Open the portal",
            NOT_YOU,
        ),
        Notice::TemporaryPasswordSet { expires_at } => say(
            "you have a temporary password",
            [
                format!(
                    "An administrator has set a temporary password for your account at {org} and will tell it to you: passwords are never sent by mail."
                ),
                format!(
                    "Sign in with it before {}, then choose a password of your own.",
                    moment(*expires_at)
                ),
            ],
            "Sign in",
            "If you did not expect this, ask your administrator.",
        ),
        Notice::AccountLocked { cause, until } => account_locked(*cause, until.map(moment), org),
        Notice::AccountUnlocked => say(
            "your account is unlocked",
            [format!(
                "Your account at {org} is unlocked. You can sign in again."
            )],
            "Sign in",
            "If you do not know your password, reset it from the sign-in page.",
        ),
        Notice::FactorAdded {
            name,
            device,
            address,
            at,
        } => factors::added(name, device, address, *at, org),
        Notice::FactorRemoved { name, at } => factors::removed(name, *at, org),
        Notice::FactorsReset { at } => factors::reset(*at, org),
        Notice::RecoveryCodesMade { at } => factors::codes_made(*at, org),
        Notice::RecoveryCodeUsed { left, at } => factors::code_used(*left, *at, org),
        Notice::PasskeyCopied { name } => factors::copied(name, org),
        Notice::MfaRequired { by } => factors::required(*by, org),
        Notice::NewDeviceSignIn {
            device,
            address,
            at,
        } => Wording {
            facts: vec![
                fact("Device", device),
                fact("Address", address),
                Fact {
                    label: "Time",
                    value: moment(*at),
                },
            ],
            ..say(
                "new sign-in to your account",
                [format!(
                    "Your account at {org} was signed in to from a device that it had not used before."
                )],
                "Open the portal",
                "If it was you, there is nothing to do. If it was not, reset your password now from the sign-in page, which signs out every session, and tell an administrator.",
            )
        },
        Notice::TestMessage { requested_by } => Wording {
            phrase: "test message",
            paragraphs: vec![format!(
                "This is a test. Since you can read it, mail from {org} arrives."
            )],
            facts: vec![fact("Sent by", requested_by)],
            button: None,
            renewal: "",
            closing: None,
        },
        Notice::OrganizationSetUp => Wording {
            closing: None,
            ..say(
                "your organization is set up",
                [format!(
                    "{org} is set up, and you are its owner. Sign in to add users and invite administrators."
                )],
                "Open the Admin Portal",
                "",
            )
        },
    }
}

fn account_locked(cause: LockCause, until: Option<String>, org: &str) -> Wording {
    let (what, reset, closing) = match cause {
        LockCause::FailedPasswords => (
            "after too many wrong passwords",
            true,
            "If it was not you, someone may be guessing your password: tell an administrator.",
        ),
        LockCause::FailedFactors => (
            "after too many wrong codes",
            false,
            "If it was not you, someone may know your password: reset it now and tell an administrator.",
        ),
        LockCause::MfaEnrolmentPeriod => (
            "since no second factor was set up in time",
            false,
            "Ask your administrator for more time.",
        ),
        LockCause::Administrator => (
            "by an administrator",
            false,
            "If you do not know why, ask your administrator.",
        ),
    };
    let mut next = match until {
        Some(until) => format!("It unlocks by itself on {until}."),
        None => "It stays locked until an administrator unlocks it.".to_owned(),
    };
    if reset {
        next.push_str(" Resetting your password from the sign-in page unlocks it at once.");
    }
    say(
        "your account is locked",
        [format!("Your account at {org} was locked {what}."), next],
        "Go to sign-in",
        closing,
    )
}

pub(super) fn fact(label: &'static str, value: &str) -> Fact {
    Fact {
        label,
        value: name(value),
    }
}
