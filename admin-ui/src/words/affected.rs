//! What a change of the settings or of an application would do to whom.

use contract::previews::PolicyOutcome;

use super::count;

pub const SEE: &str = "See who is affected";
pub const TITLE: &str = "Who is affected";
pub const ALL: &str = "All outcomes";
pub const NOBODY: &str = "No account is affected now. The change applies once you save it.";
pub const LOCKS_REMAIN: &str = "Existing locks keep their end time.";
pub const NOTHING_SAVED: &str = "Nothing has been saved.";
pub const NONE_LEFT: &str = "No account has this outcome anymore.";
pub const ADMINISTRATOR: &str = "Administrator";
pub const EXPIRES: &str = "Expires";
pub const SET_UP_BY: &str = "MFA due";

/// How many of all accounts are affected.
pub fn summary(affected: u64, examined: u64) -> String {
    let verb = if affected == 1 { "is" } else { "are" };
    let all = count(examined, "account", "accounts");
    format!(
        "{} of {all} {verb} affected.",
        ui_kit::prelude::number(affected)
    )
}

/// The number of accounts with an outcome.
pub fn accounts(number: u64) -> String {
    count(number, "account", "accounts")
}

/// An outcome, in a few words.
pub fn outcome(outcome: PolicyOutcome) -> &'static str {
    match outcome {
        PolicyOutcome::SignInPrevented => "Can't sign in anymore",
        PolicyOutcome::SignInOnlyKnownBrowsers => "Can't use a new browser to sign in",
        PolicyOutcome::AccessPrevented => "Can't open it anymore",
        PolicyOutcome::AccessRequiresPasskeyEnrollment => "Must add a passkey before opening it",
        PolicyOutcome::AccessRequiresFactorEnrollment => "Must set up MFA before opening it",
        PolicyOutcome::AccessRequiresPasskey => "Asked for a passkey when opening it",
        PolicyOutcome::AccessRequiresFactor => "Asked for MFA when opening it",
        PolicyOutcome::AccessRequiresFactorMoreOften => "Asked more often when opening it",
        PolicyOutcome::AccessRequiresFactorLessOften => "Asked less often when opening it",
        PolicyOutcome::AccessRequiresPasskeyNoLonger => "No longer needs a passkey to open it",
        PolicyOutcome::AccessRequiresFactorNoLonger => "No longer asked for MFA when opening it",
        PolicyOutcome::AccessGranted => "Can open it",
        PolicyOutcome::PasswordExpiresNow => "Password expires now",
        PolicyOutcome::PasswordExpiresByDeadline => "Must change the password by the deadline",
        PolicyOutcome::PasswordExpiresSoon => "Password expires within 7 days",
        PolicyOutcome::PasswordExpiresEarlier => "Password expires earlier",
        PolicyOutcome::MfaEnrollmentBegins => "Must set up MFA",
        PolicyOutcome::MfaEnrollmentBeginsLater => "Must set up MFA later",
        PolicyOutcome::PasswordResetRefused => "Can't reset the password by email",
        PolicyOutcome::PasswordChangeRefused => "Can't change the password yet",
        PolicyOutcome::PasswordUnchecked => "Existing password is not checked",
        PolicyOutcome::FactorNoLongerRequired => "MFA is no longer asked for",
        PolicyOutcome::FactorRequiredAgain => "MFA is asked for again",
        PolicyOutcome::MfaEnrollmentEnds => "No longer has to set up MFA",
        PolicyOutcome::MfaLockEnds => "Lock after the MFA enrollment period ends",
        PolicyOutcome::PasswordNoLongerExpired => "Password is no longer expired",
        PolicyOutcome::PasswordExpiresLater => "Password expires later or never",
        PolicyOutcome::PasswordResetAllowed => "Can reset the password by email again",
        PolicyOutcome::PasswordChangeAllowed => "Can change the password earlier",
        PolicyOutcome::SignInRestored => "Can sign in again",
    }
}

/// What it means for the person.
pub fn explanation(outcome: PolicyOutcome) -> &'static str {
    match outcome {
        PolicyOutcome::SignInPrevented => {
            "The correct password is refused, and there is no known browser or passkey to sign in with."
        }
        PolicyOutcome::SignInOnlyKnownBrowsers => {
            "Passkeys, and browsers in which the person signed in before, still work."
        }
        PolicyOutcome::AccessPrevented => "They can open it now. After the change, they can't.",
        PolicyOutcome::AccessRequiresPasskeyEnrollment => {
            "They have no passkey. They are asked to add one the next time they open it."
        }
        PolicyOutcome::AccessRequiresFactorEnrollment => {
            "They have not set up MFA. They are asked to do so the next time they open it."
        }
        PolicyOutcome::AccessRequiresPasskey => {
            "They have one. Those who already used it in their session may not be asked again."
        }
        PolicyOutcome::AccessRequiresFactor => {
            "They have set it up. Those who already used it in their session may not be asked again."
        }
        PolicyOutcome::AccessRequiresFactorMoreOften => {
            "The MFA that they used remains valid for a shorter time."
        }
        PolicyOutcome::AccessRequiresFactorLessOften => {
            "The MFA that they used remains valid for a longer time."
        }
        PolicyOutcome::AccessRequiresPasskeyNoLonger => {
            "An authenticator app or a recovery code is accepted, too."
        }
        PolicyOutcome::AccessRequiresFactorNoLonger => "Being signed in is enough.",
        PolicyOutcome::AccessGranted => "They can't open it now. After the change, they can.",
        PolicyOutcome::PasswordExpiresNow => {
            "Active users get a reset email, are signed out, and can also replace the password at the next sign-in."
        }
        PolicyOutcome::PasswordExpiresByDeadline => {
            "The password expires on that day unless it is changed before."
        }
        PolicyOutcome::PasswordExpiresSoon | PolicyOutcome::PasswordExpiresEarlier => {
            "Active users are reminded by email before."
        }
        PolicyOutcome::MfaEnrollmentBegins => {
            "The enrollment period begins when you save. After it, an account without MFA is locked."
        }
        PolicyOutcome::MfaEnrollmentBeginsLater => {
            "The enrollment period begins once the account is active and has a password."
        }
        PolicyOutcome::PasswordResetRefused => {
            "MFA is required and not set up, so an administrator has to help with a forgotten password."
        }
        PolicyOutcome::PasswordChangeRefused => "The password has not reached the minimum age.",
        PolicyOutcome::PasswordUnchecked => {
            "Passwords are stored as hashes, so nobody can know whether they meet the new requirements. They keep working until they are changed."
        }
        PolicyOutcome::FactorNoLongerRequired => "The password alone is enough to sign in.",
        PolicyOutcome::FactorRequiredAgain => {
            "They have set up MFA before, and need it to sign in."
        }
        PolicyOutcome::MfaEnrollmentEnds => "The enrollment period ends, and no account is locked.",
        PolicyOutcome::MfaLockEnds => "They did not set up MFA in time, and are unlocked.",
        PolicyOutcome::PasswordNoLongerExpired => "The password works as before.",
        PolicyOutcome::PasswordExpiresLater => "They have more time, or no limit.",
        PolicyOutcome::PasswordResetAllowed => "A reset works without MFA.",
        PolicyOutcome::PasswordChangeAllowed => "The minimum age no longer stops them.",
        PolicyOutcome::SignInRestored => "Nothing prevents them from signing in anymore.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_agrees_with_its_number() {
        assert_eq!(summary(1, 1), "1 of 1 account is affected.");
        assert_eq!(summary(2, 30), "2 of 30 accounts are affected.");
    }

    #[test]
    fn each_outcome_has_words_of_its_own() {
        let mut names = PolicyOutcome::ALL.map(outcome).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PolicyOutcome::ALL.len());
    }
}
