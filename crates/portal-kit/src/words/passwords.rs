//! Choosing a password.

pub const NEW: &str = "New password";
pub const CONFIRM: &str = "Confirm new password";
pub const MISSING: &str = "Enter a new password";
pub const CONFIRM_MISSING: &str = "Confirm the new password";
pub const CONFIRM_DIFFERS: &str = "Passwords don't match";
