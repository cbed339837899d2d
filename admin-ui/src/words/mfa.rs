//! Multi-factor authentication of users and administrators, and the policy.

use rules::mfa::{FactorKind, MfaRequirement, MfaStatus};

pub const COLUMN: &str = "MFA";
pub const STATUS: &str = "MFA status";
pub const REQUIREMENT: &str = "MFA requirement";
pub const AS_ORGANIZATION: &str = "Organization default";
pub const NO_FACTORS: &str = "No factor enrolled.";
pub const REQUIRE: &str = "Require MFA";
pub const RESET: &str = "Reset MFA";
pub const MORE_TIME: &str = "Extend enrollment";
pub const DAYS: &str = "Days from now";
pub const DAYS_HINT: &str = "1 to 365. We email the new date to the user.";
pub const DAYS_WRONG: &str = "Choose 1 to 365 days";
pub const REFUSED: &str = "Rejected: this passkey may have been cloned. Remove it.";
pub const LAST_USED: &str = "last used";
pub const NEVER_USED: &str = "not used yet";

pub const CARD: &str = "Multi-factor authentication (MFA)";
pub const CARD_LEAD: &str = "Authenticator apps, passkeys and recovery codes. People with MFA are asked for it at each sign-in, at a password reset, and before sensitive actions.";
pub const USERS: &str = "Users";
pub const ADMINISTRATORS: &str = "Administrators";
pub const ONLY_OWNERS: &str = "Only owners can change this.";
pub const OFF_HINT: &str = "MFA is disabled. Factors already enrolled are kept but not used.";
pub const OPTIONAL_HINT: &str = "Each person can turn it on.";
pub const REQUIRED_HINT: &str =
    "Everyone must set it up. After the enrollment period, accounts without MFA are locked.";
pub const PERIOD: &str = "Enrollment period (days)";
pub const PERIOD_HINT: &str = "1 to 365, starting when MFA becomes required for a person. A reminder is sent one day before the end.";
pub const MAY_RESET: &str = "Allow email password reset before MFA is set up";
pub const MAY_RESET_HINT: &str = "For users who are required to have MFA but have not set it up. When off, an administrator has to help them.";
pub const REVERIFY: &str = "Require the passkey again after a time";
pub const REVERIFY_HINT: &str =
    "Ends sessions that were started with a passkey alone. When off, they last like any other.";
pub const REVERIFY_HOURS: &str = "Require after (hours)";
pub const REVERIFY_HOURS_HINT: &str = "1 to 720.";

pub const NOTICE_NOW: &str = "Set it up";

pub fn requirement(one: MfaRequirement) -> &'static str {
    match one {
        MfaRequirement::Off => "Off",
        MfaRequirement::Optional => "Optional",
        MfaRequirement::Required => "Required",
    }
}

pub fn status(status: MfaStatus) -> &'static str {
    match status {
        MfaStatus::Enrolled => "Enrolled",
        MfaStatus::EnrollmentPeriod => "Enrollment due",
        MfaStatus::EnrollmentOverdue => "Overdue",
        MfaStatus::NotEnrolled => "Not enrolled",
    }
}

pub fn factor(kind: FactorKind) -> &'static str {
    match kind {
        FactorKind::Totp => "Authenticator app",
        FactorKind::Passkey => "Passkey",
        FactorKind::RecoveryCode => "Recovery code",
    }
}

pub fn requirement_is(one: MfaRequirement) -> String {
    format!(
        "MFA is {} in your organization.",
        requirement(one).to_lowercase()
    )
}

pub fn enroll_by(when: &str) -> String {
    format!("Must set up MFA by {when}.")
}

pub fn overdue(when: &str) -> String {
    format!("The enrollment period ended {when}. The account is locked until you extend it.")
}

pub fn codes_left(left: u64) -> String {
    format!(
        "{} left.",
        super::count(left, "recovery code", "recovery codes")
    )
}

pub fn reset_title(name: &str) -> String {
    format!("Reset MFA for {name}?")
}

pub fn reset_body(name: &str, email: &str) -> String {
    format!(
        "{name} ({email}) is signed out everywhere and can sign in with the password alone until MFA is set up again. First confirm that you are talking to {name}."
    )
}

pub fn reset_done(name: &str) -> String {
    format!("MFA for {name} was reset")
}

pub fn extended(name: &str, when: &str) -> String {
    format!("{name} has until {when} to set up MFA")
}

/// `date` is the last day to do it.
pub fn own_notice(date: &str) -> String {
    format!(
        "Your organization requires MFA for administrators. Set it up by {date} or your account will be locked."
    )
}

/// The question before accounts without MFA get an enrollment period.
pub fn required_title(count: u64) -> String {
    match count {
        1 => "Require MFA for 1 account without it?".to_owned(),
        count => format!("Require MFA for {count} accounts without it?"),
    }
}

/// What happens to them.
pub fn required_body(days: u32) -> String {
    let days = super::count(days.into(), "day", "days");
    format!(
        "They must set up MFA within {days}. After that, an account without it is locked until an administrator extends the period."
    )
}
