//! The administrator's own account.

pub const TITLE: &str = "My account";
pub const PROFILE: &str = "Profile";
pub const NAME: &str = "Name";
pub const EMAIL: &str = "Email";
pub const ROLE: &str = "Role";
pub const ORGANIZATION: &str = "Organization";
