//! The frame around every page of somebody who is signed in.

pub const APPLICATIONS: &str = "Applications";
pub const PROFILE: &str = "Profile";
pub const SECURITY: &str = "Security";
pub const SIGN_OUT: &str = "Sign out";
pub const STILL_SIGNED_IN: &str =
    "You are still signed in: there was no answer from the server. Try again.";
pub const INCOMPLETE: &str =
    "The connection may have been lost, or a new version has just been installed.";
pub const INCOMPLETE_NEXT: &str = "Try again; if that does not help, contact your administrator.";
pub const CHANGE_NOW: &str = "Change it now";

pub const ENROL_NOW: &str = "Set it up";
pub const LATER: &str = "Later";
pub const ENROL_TITLE: &str = "Set up a second factor";
pub const ENROL_WHY: &str = "Your organization asks for more than a password: an authenticator app on your phone, or a passkey. It takes a minute.";

/// `when` reads "in 3 days".
pub fn enrol_by(when: &str) -> String {
    format!(
        "Your organization requires a second factor. Your account is locked {when} if you have none by then."
    )
}

/// `when` reads "in 3 days".
pub fn password_expires(when: &str) -> String {
    format!("Your password expires {when}.")
}
