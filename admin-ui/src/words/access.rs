//! Whether a person may open an application: each check of the gate with its fact.

use contract::applications::{AccessCheck, AccessResult};
use rules::access::{Check, Refusal, StepUp, WantedFactor};

/// Short, so that all tabs of an application fit in one row.
pub const TAB: &str = "Check";
pub const LEAD: &str = "Choose a person to see the result of each check. Nothing is opened, and the person is not notified.";
pub const CHOOSE: &str = "Choose a person";
pub const CHOOSE_OTHER: &str = "Choose someone else";
pub const CHOOSE_TITLE: &str = "Whose access?";
pub const CHOOSE_ONE: &str = "Choose a person first";
pub const CHECK: &str = "Check access";
pub const CHECKS: &str = "Checks";
pub const PASSES: &str = "Passes";
pub const ASKS: &str = "Asks first";
pub const REFUSES: &str = "Refuses";
pub const SHOW_USER: &str = "Open user";
pub const SHOW_MFA: &str = "MFA settings";
pub const NOT_ALLOWED: &str = "Your role cannot see users.";

/// "No: Ada Lovelace may not open Wiki."
pub fn headline(result: AccessResult, person: &str, application: &str) -> String {
    match result {
        AccessResult::Open => format!("Yes: {person} may open {application}"),
        AccessResult::StepUp => {
            format!("Yes: {person} may open {application}, after one more step")
        }
        AccessResult::Refuse => format!("No: {person} may not open {application}"),
    }
}

/// The button that assigns the application.
pub fn assign_to(person: &str) -> String {
    format!("Assign to {person}")
}

pub const fn check(check: Check) -> &'static str {
    match check {
        Check::Organization => "Organization",
        Check::Account => "Account",
        Check::Application => "Application",
        Check::Assignment => "Assignment",
        Check::Factor => "Factor",
        Check::Freshness => "Last confirmed",
        Check::Password => "Password",
        Check::Terms => "Terms",
        Check::Email => "Email",
    }
}

/// Why a check refuses.
pub const fn refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::OrganizationDisabled => "The organization is disabled.",
        Refusal::AccountStaged => "The account is staged: an administrator has to activate it.",
        Refusal::AccountSuspended => "The account is suspended.",
        Refusal::AccountLocked => "The account is locked.",
        Refusal::AccountPending => "The user has not set a password yet.",
        Refusal::ApplicationDisabled => "The application is disabled for everyone.",
        Refusal::NotAssigned => "It is not assigned to the user or to one of their groups.",
        Refusal::FactorMissing => {
            "It requires MFA. The user has not set it up, and it is off for them."
        }
        Refusal::PasskeyMissing => {
            "It requires a passkey. The user has none, and MFA is off for them."
        }
        Refusal::EmailUnverified => {
            "The application identifies users by their email, and the user has not verified a new one."
        }
        Refusal::PasswordExpired => {
            "The password has expired. The user replaces it at the next sign-in, or with a reset email."
        }
        Refusal::PasswordTemporary => {
            "The password is temporary. The user replaces it at the next sign-in, or with a reset email."
        }
    }
}

/// What a check asks for.
pub const fn step_up(step_up: StepUp) -> &'static str {
    match step_up {
        StepUp::SignIn => "The user is asked to sign in again.",
        StepUp::Factor => "The user is asked for MFA when opening it.",
        StepUp::Passkey => "The user is asked for a passkey when opening it.",
        StepUp::EnrollFactor => "The user has not set up MFA, and has to do so first.",
        StepUp::EnrollPasskey => "The user has no passkey, and has to add one first.",
        StepUp::AcceptTerms => "The user is asked to accept your terms first.",
    }
}

/// The fact of a check that passes.
pub fn fact(check: Check, found: &AccessCheck) -> String {
    match check {
        Check::Organization => "The organization is enabled.".to_owned(),
        Check::Account => "The account may sign in.".to_owned(),
        Check::Application => "The application is enabled.".to_owned(),
        Check::Assignment => format!("{}.", super::applications::assignment(&found.assignment)),
        Check::Factor => match found.factor {
            WantedFactor::None => "MFA is not required.".to_owned(),
            WantedFactor::Any | WantedFactor::Passkey => {
                let names: Vec<_> = found
                    .enrolled
                    .iter()
                    .copied()
                    .map(super::mfa::factor)
                    .collect();
                format!("The user has: {}.", names.join(", ").to_lowercase())
            }
        },
        Check::Freshness => "Nothing has to be confirmed again.".to_owned(),
        Check::Password => "The password does not have to be replaced.".to_owned(),
        Check::Terms => "No terms have to be accepted.".to_owned(),
        Check::Email => {
            "The email is verified, or the application does not depend on it.".to_owned()
        }
    }
}
