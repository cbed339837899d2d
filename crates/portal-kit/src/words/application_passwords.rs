//! Application passwords.

pub const TITLE: &str = "Application passwords";
pub const LEAD: &str = "Generated passwords for programs and devices that can't ask for MFA. Each works for one application or device, and you can revoke it without changing anything else.";
pub const LEAD_OF_USER: &str = "Generated passwords that let one application or device sign in as this user without MFA. They are refused while the user is suspended, locked or expired.";
pub const NONE: &str = "No application passwords.";
pub const DEVICE: &str = "A device or program";
pub const CREATED_AT: &str = "Created";
pub const LAST_USED: &str = "Last used";
pub const NEVER_USED: &str = "Not used yet";
pub const REFUSED: &str = "Refused now";
pub const REVOKE: &str = "Revoke";
pub const REVOKED: &str = "Revoked. It no longer works.";
pub const ALREADY_REVOKED: &str = "It was already revoked";
pub const REVOKE_BODY: &str =
    "It stops working at once. The application or device that uses it needs another one.";

pub const CREATE: &str = "Create an application password";
pub const NAME: &str = "Device or program";
pub const NAME_HINT: &str = "Such as “Mail on my phone”";
pub const NAME_MISSING: &str = "Enter a name";
pub const FOR: &str = "For";
pub const FOR_HINT: &str = "Choose the application in which you will enter the password. If it isn't listed, or refuses the password, choose “A device or program”. The password works nowhere else.";
pub const SAVE: &str = "Create password";
pub const CANCEL: &str = "Cancel";
pub const ONCE: &str =
    "Shown only once. Enter it in the application or device now. Dashes and spaces don't matter.";
pub const PASSWORD: &str = "Application password";
pub const DONE: &str = "Done";

/// The button, for screen readers.
pub fn revoke_password(name: &str) -> String {
    format!("Revoke the application password {name}")
}

pub fn revoke_title(name: &str) -> String {
    format!("Revoke the application password “{name}”?")
}
