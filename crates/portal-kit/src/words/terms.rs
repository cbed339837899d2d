//! The organization's own terms of service.

pub const LEAD: &str = "Your organization asks you to accept its terms before you continue.";
pub const ACCEPT: &str = "Accept and continue";
pub const DECLINE: &str = "Decline and sign out";

/// Which version it is, and since when.
pub fn version(version: u32, since: &str) -> String {
    format!("Version {version}, published on {since}")
}
