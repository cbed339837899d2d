//! Around pages for people who are not signed in.

pub const ACCOUNT: &str = "Your account";
pub const NEED_HELP: &str = "Need help? Write to";
