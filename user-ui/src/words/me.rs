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
pub const FIRST_NAME: &str = "First name";
pub const MIDDLE_NAME: &str = "Middle name";
pub const LAST_NAME: &str = "Last name";
pub const DISPLAY_NAME: &str = "Display name";
pub const DISPLAY_NAME_HINT: &str = "Leave blank to use first and last name.";
pub const USERNAME: &str = "Username";

pub const PERSONAL: &str = "Personal information";
pub const HOME_ADDRESS: &str = "Home address";
pub const MOBILE_PHONE: &str = "Mobile phone";
pub const HOME_PHONE: &str = "Home phone";
pub const LANGUAGE: &str = "Language";
pub const TIME_ZONE: &str = "Time zone";
pub const TIME_ZONE_HINT: &str = "Times in this portal use this time zone.";
pub const AS_BROWSER: &str = "Same as this browser";

pub const EMPLOYMENT: &str = "Employment information";
pub const JOB_TITLE: &str = "Job title";
pub const DEPARTMENT: &str = "Department";
pub const COMPANY: &str = "Company";
pub const COST_CENTER: &str = "Cost center";
pub const EMPLOYEE_NUMBER: &str = "Employee number";
pub const EMPLOYEE_TYPE: &str = "Employee type";
pub const LOCATION: &str = "Location";
pub const MANAGER: &str = "Manager";
pub const WORK_ADDRESS: &str = "Work address";
pub const WORK_PHONE: &str = "Work phone";
pub const WORK_MOBILE_PHONE: &str = "Work mobile phone";

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
