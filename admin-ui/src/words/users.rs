//! Users.

pub const TITLE: &str = "Users";
pub const NEW: &str = "Create user";
pub const LABEL: &str = "Users";
pub const SEARCH: &str = "Search users";
pub const SEARCH_IN: &str = "Name, username, email or employee number";
pub const STATE: &str = "State";
pub const PASSWORD: &str = "Password";
pub const NAME: &str = "Name";
pub const DEPARTMENT: &str = "Department";
pub const LAST_SIGN_IN: &str = "Last sign-in";
pub const EMPTY_TITLE: &str = "No users yet";
pub const EMPTY: &str =
    "Create the first user: a mail with a link lets them choose a password and sign in.";
pub const NO_MATCH_TITLE: &str = "Nobody matches";
pub const NO_MATCH: &str =
    "Take a filter away, or search for another name, username, email or employee number.";

pub fn lead(total: u64) -> String {
    super::count(total, "user", "users")
}

pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

pub const OPEN: &str = "Open";
pub const ACTIVATE: &str = "Activate";
pub const SUSPEND: &str = "Suspend";
pub const UNLOCK: &str = "Unlock";
pub const RESEND: &str = "Send activation mail";
pub const SEND_RESET: &str = "Send reset mail";
pub const TEMPORARY: &str = "Set temporary password";
pub const EXPIRE: &str = "Expire password";
pub const DELETE: &str = "Delete";
pub const SUSPEND_USER: &str = "Suspend user";
pub const DELETE_USER: &str = "Delete user";

pub fn expire_title(name: &str) -> String {
    format!("Expire the password of {name}?")
}

pub fn expire_body(_name: &str, email: &str) -> String {
    format!(
        "They are signed out everywhere and have to choose a new password before anything else. A reset mail goes to {email}."
    )
}

pub fn expired(name: &str) -> String {
    format!("The password of {name} has expired")
}

pub const NEVER_EXPIRES: &str = "Password never expires by age";
pub const NEVER_EXPIRES_HINT: &str = "For accounts that no person renews. A date by which everybody has to comply holds all the same.";
pub const MUST_COMPLY: &str = "Compliance";
pub const MUST_COMPLY_CHIP: &str = "Needs a new password";
pub const RECOVERY_EMAIL: &str = "Recovery email";
pub const NO_RECOVERY_EMAIL: &str = "None";
pub const RECOVERY_VERIFIED: &str = "Verified";
pub const RECOVERY_UNVERIFIED: &str = "Not verified";
pub const RECOVERY_ADDRESS: &str = "Personal email address";
pub const RECOVERY_ENTER: &str = "Enter";
pub const RECOVERY_CHANGE: &str = "Change";
pub const RECOVERY_REMOVE: &str = "Remove";
pub const RECOVERY_RESEND: &str = "Send verification again";
pub const RECOVERY_SAVE: &str = "Save and send verification";
pub const RECOVERY_HINT: &str = "The user opens the link that is mailed there, and signs in. Until then nothing else is sent to it.";
pub const RECOVERY_SENT: &str = "Verification mail sent";
pub const RECOVERY_REMOVED: &str = "Recovery email removed";
pub const RECOVERY_MISSING: &str = "Enter an email address";

pub fn recovery_verified(when: &str) -> String {
    format!("Verified {when}")
}

pub fn suspend_title(name: &str) -> String {
    format!("Suspend {name}?")
}

pub fn suspend_body(name: &str, email: &str) -> String {
    format!(
        "{name} ({email}) is signed out everywhere at once and cannot sign in again until an administrator activates the account. Nothing is deleted and the password stays."
    )
}

pub fn delete_title(name: &str) -> String {
    format!("Delete {name}?")
}

pub fn delete_body(name: &str, email: &str) -> String {
    format!(
        "The account of {name} ({email}) is deleted with its profile, password and sessions, and its email and username become free. Its events stay. This cannot be undone."
    )
}

pub fn activated(name: &str, mailed: bool) -> String {
    if mailed {
        format!("{name} is active; the activation mail is on its way")
    } else {
        format!("{name} is active")
    }
}

pub fn suspended(name: &str) -> String {
    format!("{name} is suspended and signed out")
}

pub fn unlocked(name: &str, expired: bool) -> String {
    if expired {
        format!("{name} is unlocked; the password is still expired")
    } else {
        format!("{name} is unlocked")
    }
}

pub fn activation_sent(email: &str) -> String {
    format!("The activation mail is on its way to {email}; older links no longer work")
}

pub fn reset_sent(email: &str) -> String {
    format!("A reset mail is on its way to {email}")
}

pub fn deleted(name: &str) -> String {
    format!("{name} is deleted")
}

// Creating.
pub const CREATE_LEAD: &str = "Only the email and the username are needed; the rest can follow.";
pub const CREATE: &str = "Create user";
pub const EMAIL: &str = "Company email";
pub const EMAIL_HINT: &str = "The user signs in with it. Only administrators can change it.";
pub const EMAIL_MISSING: &str = "Enter an email address, such as name@example.com";
pub const USERNAME: &str = "Username";
pub const USERNAME_HINT: &str = "Taken from the email until you change it.";
pub const ACTIVATION: &str = "Activation";
pub const STAY_STAGED: &str = "Staged";
pub const STAY_STAGED_WHY: &str = "Nothing is mailed. Activate the user when the first day comes.";
pub const ACTIVE_NOW: &str = "Active: send activation mail now";
pub const ACTIVE_NOW_WHY: &str = "A mail with a link to choose a password, which works for 7 days.";

pub fn created(name: &str, mailed: bool) -> String {
    if mailed {
        format!("{name} is created; the activation mail is on its way")
    } else {
        format!("{name} is created and staged")
    }
}

// The panel.
pub const USER: &str = "User";
pub const SAVE: &str = "Save user";
pub const SAVED: &str = "User saved";
pub const NOT_ALLOWED: &str = "Your role lets you see users, but not change them";
pub const TAB_DETAILS: &str = "Details";
pub const TAB_SESSIONS: &str = "Sessions";
pub const TAB_ACTIVITY: &str = "Activity";
pub const IDENTITY: &str = "Identity";
pub const EMPLOYMENT: &str = "Employment information";
pub const CONTACT: &str = "Personal information";
pub const SECURITY: &str = "User security settings and permissions";
pub const FIRST_NAME: &str = "First name";
pub const MIDDLE_NAME: &str = "Middle name";
pub const LAST_NAME: &str = "Last name";
pub const DISPLAY_NAME: &str = "Display name";
pub const DISPLAY_NAME_HINT: &str = "What everybody sees. Empty: first and last name.";
pub const JOB_TITLE: &str = "Job title";
pub const COMPANY: &str = "Company";
pub const COST_CENTER: &str = "Cost center";
pub const EMPLOYEE_NUMBER: &str = "Employee number";
pub const EMPLOYEE_TYPE: &str = "Employee type";
pub const LOCATION: &str = "Location";
pub const MANAGER: &str = "Manager";
pub const WORK_PHONE: &str = "Work phone";
pub const WORK_MOBILE: &str = "Work mobile phone";
pub const WORK_ADDRESS: &str = "Work address";
pub const MOBILE_PHONE: &str = "Mobile phone";
pub const HOME_PHONE: &str = "Home phone";
pub const HOME_ADDRESS: &str = "Home address";
pub const LANGUAGE: &str = "Language";
pub const LANGUAGE_HINT: &str = "A language tag, such as en or pt-BR";
pub const TIME_ZONE: &str = "Time zone";
pub const TIME_ZONE_HINT: &str = "An IANA name, such as Europe/Berlin";
pub const CREATED: &str = "Created";
pub const UPDATED: &str = "Last changed";
pub const IDENTIFIER: &str = "User ID";
pub const PASSWORD_STATUS: &str = "Password status";

// What the panel says first.
pub const LOCKED_TITLE: &str = "This user is locked out";
pub const LOCKED_BODY: &str =
    "Unlock without a reset if you know that the person knows the password.";
pub const STAGED_TITLE: &str = "This user waits for the first day";
pub const STAGED_BODY: &str =
    "Nothing was mailed. Activating sends the activation mail, unless a password is set already.";
pub const SUSPENDED_TITLE: &str = "This user is suspended";
pub const SUSPENDED_BODY: &str = "They cannot sign in or reach anything until they are activated.";
pub const PENDING_TITLE: &str = "This user has no password yet";
pub const EXPIRED_TITLE: &str = "This user's password has expired";

// The temporary password.
pub const TEMPORARY_GENERATE: &str = "Generate one";
pub const TEMPORARY_GENERATE_WHY: &str = "Long and random, shown to you once.";
pub const TEMPORARY_TYPE: &str = "Type one";
pub const TEMPORARY_HOW: &str = "Password";
pub const TEMPORARY_FIELD: &str = "Temporary password";
pub const TEMPORARY_MISSING: &str = "Type the temporary password";
pub const TEMPORARY_ONCE: &str =
    "Shown this once. Give it to the user in person or by phone, never by mail.";
pub const TEMPORARY_TYPED: &str = "Give it to the user in person or by phone, never by mail.";
pub const TEMPORARY_DONE: &str = "Done";

pub fn temporary_title(name: &str) -> String {
    format!("Temporary password for {name}")
}

pub fn temporary_body(name: &str) -> String {
    format!(
        "{name} must replace it at the next sign-in. It works for 24 hours, ends a lock, and signs {name} out everywhere."
    )
}

pub fn temporary_until(when: &str) -> String {
    format!("The temporary password is set. It can be used until {when}.")
}

// Sessions.
pub const NO_SESSIONS_TITLE: &str = "Not signed in anywhere";
pub const NO_SESSIONS: &str = "When the user signs in, each browser appears here.";
pub const END_ALL: &str = "End all sessions";

pub fn end_all_title(name: &str) -> String {
    format!("End all sessions of {name}?")
}

pub fn end_all_body(name: &str) -> String {
    format!(
        "{name} is signed out everywhere at once and can sign in again. What was not saved there is lost."
    )
}

// Activity.
pub const NO_ACTIVITY_TITLE: &str = "No activity yet";
pub const NO_ACTIVITY: &str = "What the user does, and what is done to the account, appears here.";
pub const MORE: &str = "Show earlier";
pub const NOTHING_CHANGED: &str = "Nothing was changed";
