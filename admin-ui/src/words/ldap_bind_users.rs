//! Settings: bind users of the LDAP directory.

pub const TITLE: &str = "Bind users";
pub const LEAD: &str = "Service accounts that applications use to search the LDAP directory. They are read-only, and cannot sign in anywhere else. Create one for each application.";
pub const NEW: &str = "Create bind user";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str =
    "Part of its bind DN, such as nextcloud: Latin letters, digits, dots, hyphens and underscores";
pub const NAME_MISSING: &str = "Enter a name";
pub const READS: &str = "Can read";
pub const EVERYBODY: &str = "All users and groups";
pub const EVERYBODY_HINT: &str =
    "Including names, email addresses, work phone numbers and group memberships";
pub const ONE_APPLICATION: &str = "Users and groups of one application";
pub const ONE_APPLICATION_HINT: &str = "Only users who have access to it, and groups that it is assigned to. These users can create application passwords that work only for this application.";
pub const APPLICATION: &str = "Application";
pub const CHOOSE: &str = "Choose an application";
pub const APPLICATION_MISSING: &str = "Choose an application";
pub const LAST_USED: &str = "Last used";
pub const CREATED: &str = "Created";
pub const EMPTY_TITLE: &str = "No bind users";
pub const EMPTY: &str = "Create one for each application that searches for users. Applications that bind directly as the user need none.";
pub const REVOKE: &str = "Revoke";
pub const REVOKE_BIND_USER: &str = "Revoke bind user";
pub const CREATED_TITLE: &str = "Your new bind user";
pub const CREATED_ONCE: &str =
    "Copy the password now; it won't be shown again. Enter both in the application.";
pub const BIND_DN: &str = "Bind DN";
pub const PASSWORD: &str = "Password";
pub const DN_LATER: &str =
    "The list shows its bind DN once the directory has a suffix (Settings, Directory).";

pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

pub fn of_application(name: &str) -> String {
    format!("Users and groups of {name}")
}

pub fn revoke_title(name: &str) -> String {
    format!("Revoke {name}?")
}

pub fn revoke_body(name: &str) -> String {
    format!(
        "The application that uses {name} loses access immediately, even on open connections. This cannot be undone."
    )
}

pub fn revoked(name: &str) -> String {
    format!("{name} is revoked")
}
