//! The administrator's own account.

pub const TITLE: &str = "My account";
pub const PASSWORD: &str = "Password";
pub const PASSWORD_LEAD: &str = "Changing it signs you out everywhere else.";
pub const CURRENT: &str = "Current password";
pub const CURRENT_MISSING: &str = "Enter your current password";
pub const CHANGE: &str = "Change password";
pub const CHANGED: &str = "Your password is changed, and your other sessions have ended";
pub const SET: &str = "Last set";
pub const SESSIONS: &str = "Sessions";
pub const SESSIONS_LEAD: &str = "Each browser that is signed in as you. End those that you do not know, then change your password.";
pub const END_OTHERS: &str = "End all other sessions";
pub const ACTIVITY: &str = "My recent activity";
pub const PROFILE: &str = "Profile";
pub const NAME: &str = "Name";
pub const EMAIL: &str = "Email";
pub const ROLE: &str = "Role";
pub const ORGANIZATION: &str = "Organization";
