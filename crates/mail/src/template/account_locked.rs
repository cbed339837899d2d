//! What the email about a locked account says.

use time::OffsetDateTime;

use super::cases::LockCause;
use super::placeholder::Placeholder;
use super::text::moment;
use super::wording::Wording;

pub(super) fn account_locked(cause: LockCause, until: Option<OffsetDateTime>) -> Wording<'static> {
    let (why, closing) = match cause {
        LockCause::FailedPasswords => (
            "in new browsers after too many wrong passwords",
            "If this wasn't you, someone may be guessing your password. Tell your administrator.",
        ),
        LockCause::FailedFactors => (
            "after too many wrong MFA codes",
            "If this wasn't you, someone may know your password. Reset it now and tell your administrator.",
        ),
        LockCause::MfaEnrollmentPeriod => (
            "because MFA was not set up in time",
            "Ask your administrator for more time.",
        ),
        LockCause::Administrator => (
            "by an administrator",
            "If you don't know why, ask your administrator.",
        ),
    };
    let by_passwords = cause == LockCause::FailedPasswords;
    let next = match until {
        Some(until) if by_passwords => format!(
            "It unlocks automatically on {}. Resetting your password from the sign-in page unlocks it now.",
            moment(until)
        ),
        Some(until) => format!("It unlocks automatically on {}.", moment(until)),
        None if by_passwords => {
            "It stays locked until you reset your password or an administrator unlocks it."
                .to_owned()
        }
        None => "It stays locked until an administrator unlocks it.".to_owned(),
    };
    let details = if by_passwords {
        "Browsers that you've signed in with before still work, and so do passkeys."
    } else {
        ""
    };
    Wording::new("Account locked", "your account is locked")
        .say("Your account at {{organization}} was locked {{reason}}.")
        .say("{{details}}")
        .say("{{unlock}}")
        .needs(Placeholder::Reason, why)
        .value(Placeholder::Details, details)
        .needs(Placeholder::Unlock, next)
        .button("Go to sign-in")
        .closing(closing)
}
