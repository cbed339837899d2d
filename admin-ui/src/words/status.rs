//! States and statuses, and what explains them.

use rules::state::UserState;
use rules::status::{ExpiryReason, LockReason, PasswordStatus};

pub fn state(state: UserState) -> &'static str {
    match state {
        UserState::Staged => "Staged",
        UserState::Active => "Active",
        UserState::Suspended => "Suspended",
    }
}

pub fn password(status: PasswordStatus) -> &'static str {
    match status {
        PasswordStatus::Pending => "Pending",
        PasswordStatus::Active => "Active",
        PasswordStatus::Expired => "Expired",
        PasswordStatus::Locked => "Locked",
    }
}

pub fn state_why(state: UserState) -> &'static str {
    match state {
        UserState::Staged => "Waits to be activated. Cannot sign in, and nothing is mailed.",
        UserState::Active => "May sign in.",
        UserState::Suspended => "Cannot sign in or reach anything, whatever the password.",
    }
}

pub fn since(when: &str) -> String {
    format!("Since {when}.")
}

pub const NO_PASSWORD: &str = "No password has been set yet.";
pub const NO_PASSWORD_STAGED: &str =
    "No password has been set yet. The activation mail goes out when the user is activated.";
pub const NO_LINK: &str = "No activation mail has a link that still works: send a new one.";
pub const TEMPORARY: &str = "An administrator set it. It has to be replaced at the next sign-in.";
pub const REPLACE_ONLY: &str = "It opens nothing but its own replacement. A reset mail helps.";
pub const MANUAL: &str = "It stays locked until an administrator unlocks it.";
pub const INVITED: &str = "Has not accepted the invitation yet.";
pub const INVITATION_OVER: &str = "The invitation has expired: send it again.";

pub fn set(when: &str) -> String {
    format!("Set {when}.")
}

pub fn link_sent(sent: &str, until: &str) -> String {
    format!("Activation mail sent {sent}; its link works until {until}.")
}

pub fn invitation_until(until: &str) -> String {
    format!("The invitation can be accepted until {until}.")
}

pub fn expires(when: &str) -> String {
    format!("Expires {when}.")
}

pub fn works_until(when: &str) -> String {
    format!("Works until {when}.")
}

pub fn expired(when: &str) -> String {
    format!("Expired {when}.")
}

pub fn also_expired(when: &str) -> String {
    format!("The password expired too, {when}: unlocking does not revive it.")
}

/// Why a password expires or expired; a temporary one has words of its own.
pub fn expiry_reason(reason: ExpiryReason) -> &'static str {
    match reason {
        ExpiryReason::Age => "It reaches the organization's maximum age.",
        ExpiryReason::Policy => "Everybody has to choose a new one by then.",
        ExpiryReason::Administrator => "An administrator expired it.",
        ExpiryReason::Temporary => "It was temporary.",
    }
}

pub const NEVER_EXPIRES: &str = "It is exempt from the organization's maximum age.";

pub fn lock_reason(reason: LockReason) -> &'static str {
    match reason {
        LockReason::FailedPasswordAttempts => "Too many wrong passwords in a row",
        LockReason::FailedFactorAttempts => "Too many wrong second factors in a row",
        LockReason::MfaEnrolmentPeriod => "No second factor was enrolled in time",
        LockReason::Administrator => "An administrator locked the account",
    }
}

pub fn locked(reason: LockReason, when: &str) -> String {
    format!("{}, {when}.", lock_reason(reason))
}

pub fn unlocks(when: &str) -> String {
    format!("Unlocks by itself {when}.")
}
