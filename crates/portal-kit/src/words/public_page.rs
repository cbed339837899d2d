//! The frame of the public pages.

pub const ACCOUNT: &str = "Your account";
pub const NEED_HELP: &str = "Need help? Write to";
