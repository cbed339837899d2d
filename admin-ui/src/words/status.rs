//! States and statuses, and their explanations.

use rules::account_status::AccountStatus;
use rules::state::UserState;
use rules::status::{ExpiryReason, LockReason, PasswordStatus};

/// The status of an account in lists and panels.
pub fn account(status: AccountStatus) -> &'static str {
    match status {
        AccountStatus::Active => "Active",
        AccountStatus::Suspended => "Suspended",
        AccountStatus::Staged => "Staged",
        AccountStatus::Locked(_) => "Locked",
        AccountStatus::PasswordExpired => "Password expired",
        AccountStatus::TemporaryPassword => "Temporary password",
        AccountStatus::Invited => "Invited",
        AccountStatus::InvitationExpired => "Invitation expired",
    }
}

pub fn locked_until(when: &str) -> String {
    format!("Locked until {when}")
}

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
        UserState::Staged => "Not activated; can't sign in, and nothing is emailed.",
        UserState::Active => "Can sign in.",
        UserState::Suspended => "Can't sign in or use anything, whatever the password status.",
    }
}

pub fn since(when: &str) -> String {
    format!("Since {when}.")
}

pub const NO_PASSWORD: &str = "No password has been set yet.";
pub const NO_PASSWORD_STAGED: &str =
    "No password has been set yet. The activation email goes out when the user is activated.";
pub const NO_LINK: &str = "No valid activation link; send a new email.";
pub const TEMPORARY: &str = "Set by an administrator. It must be replaced at the next sign-in.";
pub const REPLACE_ONLY: &str = "It can only be used to set a new password.";
pub const MANUAL: &str = "It stays locked until an administrator unlocks it.";
pub const MANUAL_OR_RESET: &str =
    "It stays locked until an administrator unlocks it or the password is reset.";
pub const INVITED: &str = "Has not accepted the invitation yet.";
pub const INVITATION_OVER: &str = "The invitation has expired. Send it again.";

pub fn set(when: &str) -> String {
    format!("Set {when}.")
}

pub fn link_sent(sent: &str, until: &str) -> String {
    format!("Activation email sent {sent}. The link works until {until}.")
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
    format!("The password also expired {when}; unlocking does not renew it.")
}

/// Why a password expires or has expired. Temporary passwords have their own text.
pub fn expiry_reason(reason: ExpiryReason) -> &'static str {
    match reason {
        ExpiryReason::Age => "It reaches your organization's maximum password age.",
        ExpiryReason::Policy => "Everyone must change their password by then.",
        ExpiryReason::Administrator => "An administrator expired it.",
        ExpiryReason::Temporary => "It was temporary.",
    }
}

pub const PASSWORD_ATTEMPTS: &str = "password";
pub const MFA_ATTEMPTS: &str = "MFA";
/// Wrong passwords and wrong factors counted together.
pub const SIGN_IN_ATTEMPTS: &str = "sign-in";

/// "3 of 6 password attempts used", or how many failed where none lock the account.
pub fn attempts(kind: &str, used: u32, limit: Option<u32>) -> String {
    match (limit, used) {
        (Some(limit), _) => format!("{used} of {limit} {kind} attempts used"),
        (None, 1) => format!("1 failed {kind} attempt"),
        (None, _) => format!("{used} failed {kind} attempts"),
    }
}

pub fn attempts_until(when: &str) -> String {
    format!("Failed attempts count until {when}.")
}

pub const NEVER_EXPIRES: &str = "Exempt from password aging.";

/// The reason that the administrator who locked the account entered for the user.
pub fn lock_note(note: &str) -> String {
    format!("Reason: {}.", note.trim_end_matches('.'))
}

pub fn lock_reason(reason: LockReason) -> &'static str {
    match reason {
        LockReason::FailedPasswordAttempts => "Too many wrong passwords",
        LockReason::FailedFactorAttempts => "Too many failed MFA attempts",
        LockReason::MfaEnrollmentPeriod => "MFA was not set up in time",
        LockReason::Administrator => "Locked by an administrator",
    }
}

pub fn locked(reason: LockReason, when: &str) -> String {
    format!("{}, {when}.", lock_reason(reason))
}

/// What still works during a lock.
pub fn unaffected(reason: LockReason) -> Option<&'static str> {
    reason.refuses_strangers_only().then_some(
        "Only new browsers are locked out: browsers that signed in before, passkeys and open sessions still work.",
    )
}

/// `relative` reads "in 3 minutes".
pub fn unlocks(relative: &str, at: &str) -> String {
    format!("Unlocks automatically {relative}, at {at}.")
}
