//! Settings: the organization's own terms of service, for its users. Those for administrators are in
//! [`terms`](super::terms).

pub const TITLE: &str = "Terms of service";
pub const LEAD: &str = "Your organization's terms of service or acceptable-use policy. If required, users must accept the current version at their next sign-in, and before they open an application. LDAP, RADIUS, application passwords and SSH keys are not affected.";
pub const REQUIRED: &str = "Users must accept the terms";
pub const REQUIRED_HINT: &str = "Users who decline are signed out. Administrators are never asked.";
pub const TEXT: &str = "Text";
pub const TEXT_HINT: &str = "Plain text, at most 20,000 characters. Each line is a paragraph.";
pub const NOTHING: &str = "Nothing has been published yet.";
pub const SHOW_MISSING: &str = "Show users who have not accepted this version";
pub const FILTER: &str = "Terms";
pub const ACCEPTED: &str = "Accepted";
pub const NOT_ACCEPTED: &str = "Not accepted";
pub const OF_USER: &str = "Accepted terms";
pub const OF_USER_LEAD: &str = "When this user accepted each version, and from which IP address.";

/// "Version 2, published by Olivia Owner on November 24, 2026".
pub fn published(version: u32, by: &str, at: &str) -> String {
    format!("Version {version}, published by {by} on {at}")
}

/// What saving does.
pub fn publishes(version: u32) -> String {
    format!(
        "Saving publishes version {version}. Everyone must accept it, including those who accepted an earlier version."
    )
}

/// The version of a line.
pub fn version(version: u32) -> String {
    format!("Version {version}")
}
