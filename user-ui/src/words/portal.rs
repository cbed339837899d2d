//! The frame around every page of somebody who is signed in.

pub const APPLICATIONS: &str = "Applications";
pub const PROFILE: &str = "Profile";
pub const SECURITY: &str = "Security";
pub const SIGN_OUT: &str = "Sign out";
pub const STILL_SIGNED_IN: &str =
    "You are still signed in: there was no answer from the server. Try again.";
pub const CHANGE_NOW: &str = "Change it now";

/// `when` reads "in 3 days".
pub fn password_expires(when: &str) -> String {
    format!("Your password expires {when}.")
}
