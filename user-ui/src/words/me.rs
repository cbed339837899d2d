//! The profile.

pub const LEAD: &str = "Your details in the company directory.";
pub const READ_ONLY: &str =
    "Your organization manages profiles. To change something, contact your administrator.";
pub const ADMINISTRATORS_ONLY: &str = "Only an administrator can change this.";
pub const UNDER_SECURITY: &str = "Change it under Security.";
pub const UNVERIFIED_UNDER_SECURITY: &str =
    "Not verified yet. Open the link we emailed there. Change it under Security.";
pub const NOT_SET: &str = "Not set";

pub const DETAILS: &str = "Profile details";
pub const USERNAME: &str = "Username";

pub const PERSONAL: &str = "Personal information";

pub const ATTRIBUTES: &str = "Other information";
pub const EMPLOYMENT: &str = "Employment information";

pub const UNSAVED: &str = "You have unsaved changes.";
pub const SAVE: &str = "Save changes";
pub const DISCARD: &str = "Discard";
pub const SAVED: &str = "Profile saved";

pub const STALE_TITLE: &str = "Your profile changed while you were editing";
pub const STALE: &str = "Your edits are still here, but not saved.";
pub const STALE_KEEP: &str = "Overwrite";
pub const STALE_LOAD: &str = "Reload";

/// A recovery email that is not verified yet.
pub fn unverified(email: &str) -> String {
    format!("{email} (not verified)")
}
