//! The applications that the person is signed in to.

pub const APPLICATIONS: &str = "Applications you are signed in to";
pub const APPLICATIONS_LEAD: &str =
    "They recognize you by this account. Sign out of any that you don't use or don't recognize.";
pub const NONE: &str = "You are not signed in to any application.";
pub const OPENED: &str = "Last opened";
pub const SINCE: &str = "Signed in";
pub const SIGN_OUT: &str = "Sign out";

pub fn sign_out_of(name: &str) -> String {
    format!("Sign out of {name}")
}

pub fn signed_out_of(name: &str) -> String {
    format!("Signed out of {name}")
}
