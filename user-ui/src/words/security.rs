//! The applications that the person is signed in to, and the terms of the organization.

pub const APPLICATIONS: &str = "Applications you are signed in to";
pub const APPLICATIONS_LEAD: &str =
    "They recognize you by this account. Sign out of any that you don't use or don't recognize.";
pub const NONE: &str = "You are not signed in to any application.";
pub const OPENED: &str = "Last opened";
pub const SINCE: &str = "Signed in";
pub const SIGN_OUT: &str = "Sign out";

pub const TERMS: &str = "Terms of your organization";
pub const TERMS_DUE: &str = "You are asked to accept the current version when you open an application, or at your next sign-in.";

/// When the person accepted which version.
pub fn accepted(version: u32, at: &str) -> String {
    format!("You accepted version {version} on {at}.")
}

pub fn sign_out_of(name: &str) -> String {
    format!("Sign out of {name}")
}

pub fn signed_out_of(name: &str) -> String {
    format!("Signed out of {name}")
}
