//! Choosing a password.

pub const NEW: &str = "New password";
pub const CONFIRM: &str = "Repeat the new password";
pub const MISSING: &str = "Enter a new password";
pub const CONFIRM_MISSING: &str = "Enter the new password once more";
pub const CONFIRM_DIFFERS: &str = "This differs from the password above";
