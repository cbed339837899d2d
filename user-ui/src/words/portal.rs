//! The frame around every page after sign-in.

pub const APPLICATIONS: &str = "Applications";
pub const PROFILE: &str = "Profile";
pub const SECURITY: &str = "Security";
pub const SECURITY_LEAD: &str = "Your password, MFA, how to recover your account, where you are signed in, and recent activity.";
pub const SIGN_OUT: &str = "Sign out";
pub const CHANGE_NOW: &str = "Change it now";

pub const ENROLL_NOW: &str = "Set it up";
pub const LATER: &str = "Later";
pub const ENROLL_TITLE: &str = "Set up MFA";
pub const ENROLL_WHY: &str = "Your organization requires more than a password: an authenticator app on your phone, or a passkey. It takes a minute.";

/// `date` is the last day to do it.
pub fn enroll_by(date: &str) -> String {
    format!("Set up MFA by {date} or your account will be locked.")
}

/// `when` reads "in 3 days".
pub fn password_expires(when: &str, date: &str) -> String {
    format!("Your password expires {when}, on {date}.")
}
