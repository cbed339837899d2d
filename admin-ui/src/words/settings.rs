//! Settings: the navigation. The name of a tab is the title of its page, unless that is too long.

pub const TITLE: &str = "Settings";
pub const NAVIGATION: &str = "Settings";

pub const GROUP_ORGANIZATION: &str = "Organization";
pub const GROUP_SECURITY: &str = "Sign-in and security";
pub const GROUP_PROFILES: &str = "User profiles";
pub const GROUP_EMAIL: &str = "Email";
pub const GROUP_DIRECTORY: &str = "Directory and network";
pub const GROUP_INTEGRATIONS: &str = "Integrations";

pub const NAME_MFA: &str = "MFA";
pub const NAME_USER_PORTAL: &str = "User Portal";
pub const NAME_TERMS: &str = "Terms";
pub const NAME_DIRECTORY: &str = "Directory";
