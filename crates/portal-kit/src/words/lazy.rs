//! Downloading a part of the app.

pub const MISSING: &str =
    "The connection may have been lost, or a new version has just been installed.";
pub const MISSING_NEXT: &str = "Try again; if that does not help, contact your administrator.";
