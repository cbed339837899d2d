//! The profile.

pub const LEAD: &str = "What your organization knows about you.";
pub const READ_ONLY: &str = "Your organization keeps profiles itself. To have something changed, contact your administrator.";
pub const ADMINISTRATORS_ONLY: &str = "Only an administrator can change this.";
pub const UNDER_SECURITY: &str = "You change it under Security.";
pub const UNVERIFIED_UNDER_SECURITY: &str =
    "Not verified yet: open the mail that was sent there. You change it under Security.";
pub const NOT_SET: &str = "Not set";

pub const DETAILS: &str = "Profile details";
pub const FIRST_NAME: &str = "First name";
pub const MIDDLE_NAME: &str = "Middle name";
pub const LAST_NAME: &str = "Last name";
pub const DISPLAY_NAME: &str = "Display name";
pub const DISPLAY_NAME_HINT: &str = "What you are called everywhere. Empty: first and last name.";
pub const USERNAME: &str = "Username";

pub const PERSONAL: &str = "Personal information";
pub const HOME_ADDRESS: &str = "Home address";
pub const MOBILE_PHONE: &str = "Mobile phone";
pub const HOME_PHONE: &str = "Home phone";
pub const LANGUAGE: &str = "Language";
pub const TIME_ZONE: &str = "Time zone";
pub const TIME_ZONE_HINT: &str = "Times in this portal are shown in this zone.";
pub const AS_BROWSER: &str = "As this browser";

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

pub const STALE_TITLE: &str = "Your profile was changed elsewhere in the meantime";
pub const STALE: &str = "What you typed is still here and not saved yet.";
pub const STALE_KEEP: &str = "Save mine anyway";
pub const STALE_LOAD: &str = "Load the new state";

/// A recovery email that is not verified yet.
pub fn unverified(email: &str) -> String {
    format!("{email} (not verified)")
}
