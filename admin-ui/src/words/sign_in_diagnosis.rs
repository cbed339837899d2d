//! Why a user can or cannot sign in.

use contract::sign_in::diagnosis::{
    SignInAttempt, SignInAttemptResult, SignInFact, SignInVerdict, VerificationLimitReason,
};
use rules::links::{LinkPurpose, VERIFICATIONS_OF_ORGANIZATION};
use rules::lockout::LockoutPolicy;
use rules::sign_in::SignInFactKind;

use super::{events, status};

pub const TAB: &str = "Sign-in";
pub const SHOWN: &str = "What the sign-in page shows";
pub const SHOWN_LEAD: &str = "At this moment, after the correct password is entered.";
pub const NEW_BROWSER: &str = "In a new browser";
pub const KNOWN_BROWSER: &str = "In a known browser";
pub const FACTS: &str = "Sign-in problems";
pub const NOTHING: &str =
    "None. If the sign-in still fails, the password is probably wrong: send a reset email.";
pub const ATTEMPTS: &str = "Recent attempts";
pub const NO_ATTEMPTS: &str = "Nobody has tried to sign in yet.";
pub const LINKS: &str = "Unused links";
pub const NO_LINKS: &str = "No link is waiting to be used.";
pub const EMAILS: &str = "Recent emails";
pub const NO_EMAILS: &str = "No email has been sent to this user.";
pub const ACCOUNT: &str = "Account";
pub const STATE: &str = "State";
pub const PASSWORD: &str = "Password";
pub const SET: &str = "Set";
pub const LOCK: &str = "Lock";
pub const NOT_LOCKED: &str = "Not locked";
pub const POLICY: &str = "Policy";
pub const AGING: &str = "Password aging";
pub const ENROLLMENT: &str = "Time to set up MFA";
pub const CORRECT_EMAIL: &str = "Correct the email";
pub const MFA: &str = "MFA";
pub const LOCKOUT: &str = "Lockout";
pub const NEVER_LOCKS: &str = "Failed attempts do not lock the account.";
pub const SESSIONS: &str = "Open sessions";
pub const OPENS: &str = "The user is signed in.";
pub const CHECKED: &str = "Checked just now with the same rules as a sign-in.";
pub const BLOCKS: &str = "Prevents sign-in";
pub const SINCE: &str = "Since";
pub const UNTIL: &str = "Until";
pub const SEND_AGAIN: &str = "Can be sent again from";
pub const EXPIRES: &str = "Expires";
pub const EXPIRED: &str = "Expired";

pub fn verdict(verdict: SignInVerdict) -> &'static str {
    match verdict {
        SignInVerdict::Can => "This user can sign in",
        SignInVerdict::CanAfterNewPassword => {
            "This user can sign in, and must choose a new password"
        }
        SignInVerdict::OnlyKnownBrowsers => {
            "This user can sign in only in a known browser or with a passkey"
        }
        SignInVerdict::Cannot => "This user cannot sign in",
    }
}

pub fn fact(fact: &SignInFact) -> &'static str {
    match (fact.kind, fact.lock) {
        (_, Some(lock)) => status::lock_reason(lock.reason),
        (SignInFactKind::Locked, None) => "The account is locked",
        (SignInFactKind::Suspended, _) => "The user is suspended",
        (SignInFactKind::Staged, _) => "The user has not been activated",
        (SignInFactKind::PasswordNotVerified, _) => {
            "No attempts are left: the correct password is not accepted either"
        }
        (SignInFactKind::NoPassword, _) => "No password has been set yet",
        (SignInFactKind::TemporaryPassword, _) => {
            "The password is temporary and must be replaced at the next sign-in"
        }
        (SignInFactKind::TemporaryPasswordExpired, _) => "The temporary password has expired",
        (SignInFactKind::PasswordExpired, _) => {
            "The password has expired and must be replaced at the next sign-in"
        }
        (SignInFactKind::TermsNotAccepted, _) => {
            "The current terms must be accepted at the next sign-in"
        }
        (SignInFactKind::EnrollmentPeriod, _) => "MFA must be set up",
        (SignInFactKind::EmailUnverified, _) => {
            "The new email is not verified, so it gets no reset links"
        }
        (SignInFactKind::EmailUndelivered, _) => "The last email could not be delivered",
    }
}

/// Why the verification email cannot be sent now.
pub fn verification_limit(reason: VerificationLimitReason) -> String {
    match reason {
        VerificationLimitReason::AlreadySent => {
            "The verification email was sent less than a day ago".to_owned()
        }
        VerificationLimitReason::TooMany => format!(
            "{VERIFICATIONS_OF_ORGANIZATION} verification emails were sent to this address within a day, delivered or \
             not"
        ),
    }
}

pub fn enrollment(days: u32) -> String {
    super::count(u64::from(days), "day", "days")
}

/// "Wrong password, 2 times, from 203.0.113.24, where the user had not signed in before", or "Correct password, but
/// refused: Account suspended".
pub fn attempt(attempt: &SignInAttempt) -> String {
    let mut text = match attempt.result {
        SignInAttemptResult::SignedIn => "Signed in",
        SignInAttemptResult::WrongPassword => "Wrong password",
        SignInAttemptResult::WrongFactor => "MFA failed",
        SignInAttemptResult::Refused => "Correct password, but refused",
    }
    .to_owned();
    if let Some(reason) = &attempt.reason {
        text = events::because(&text, reason);
    }
    if attempt.times > 1 {
        let times = super::count(attempt.times, "time", "times");
        text = format!("{text}, {times}");
    }
    match (&attempt.address, attempt.known_address) {
        (Some(address), true) => format!("{text}, from {address}"),
        (Some(address), false) => {
            format!("{text}, from {address}, where the user had not signed in before")
        }
        (None, _) => text,
    }
}

pub fn link(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::UserActivation => "Activation",
        LinkPurpose::UserPasswordReset => "Password reset, requested by the user",
        LinkPurpose::UserPasswordResetByAdministrator => "Password reset, sent by an administrator",
        LinkPurpose::UserPasswordResetByRecoveryEmail => {
            "Password reset, sent to the recovery email"
        }
        LinkPurpose::RecoveryEmailVerification => "Verification of the recovery email",
        LinkPurpose::UserEmailVerification => "Verification of the email",
        LinkPurpose::UserEmailChangeUndo
        | LinkPurpose::AdministratorInvitation
        | LinkPurpose::AdministratorPasswordReset
        | LinkPurpose::AdministratorPasswordResetByAdministrator => "Another link",
    }
}

pub fn lockout(policy: &LockoutPolicy) -> String {
    let Some(limit) = policy.limit() else {
        return NEVER_LOCKS.to_owned();
    };
    let after = super::count(u64::from(limit), "wrong password", "wrong passwords");
    if policy.auto_unlock {
        let minutes = super::count(u64::from(policy.auto_unlock_minutes), "minute", "minutes");
        format!("After {after}, for {minutes} or longer.")
    } else {
        format!("After {after}, until an administrator unlocks the account.")
    }
}

#[cfg(test)]
mod tests {
    use rules::time::Timestamp;

    use super::*;

    #[test]
    fn a_refused_attempt_says_why() {
        let refused = SignInAttempt {
            at: Timestamp::from_unix_millis(0),
            result: SignInAttemptResult::Refused,
            times: 2,
            address: Some("203.0.113.24".to_owned()),
            known_address: true,
            device: None,
            reason: Some("account-suspended".to_owned()),
        };
        assert_eq!(
            attempt(&refused),
            "Correct password, but refused: Account suspended, 2 times, from 203.0.113.24"
        );
    }
}
