//! Users.

pub const TITLE: &str = "Users";
pub const NEW: &str = "Create user";
pub const IMPORT: &str = "Import";
pub const LABEL: &str = "Users";
pub const SEARCH: &str = "Search users";
pub const SEARCH_IN: &str = "Name, username, email or employee number";
pub const STATUS: &str = "Status";
pub const STATE: &str = "State";
pub const NAME: &str = "Name";
pub const SORT: &str = "Sort";
pub const SORT_BY: &str = "Sort users by";
pub const DEPARTMENT: &str = "Department";
pub const LAST_SIGN_IN: &str = "Last sign-in";
pub const EMPLOYEE_TYPE: &str = "Employee type";
pub const MANAGER: &str = "Manager";
pub const NOT_SIGNED_IN_SINCE: &str = "Not signed in since";
pub const SIGNED_IN_SINCE: &str = "Signed in since";
pub const CREATED_SINCE: &str = "Created since";
pub const CREATED_BEFORE: &str = "Created before";
pub const TYPED_FILTERS: &str = "Filters with typed values";
pub const APPLY: &str = "Apply filters";
pub const EMPTY_TITLE: &str = "No users yet";
pub const EMPTY: &str =
    "Create the first user. They get an email with a link to set a password and sign in.";
pub const NO_MATCH_TITLE: &str = "No matching users";
pub const NO_MATCH: &str =
    "Remove a filter or search for another name, username, email or employee number.";

/// "180 users", or "1 of 180 users" where filters narrow the list.
pub fn lead(shown: Option<u64>, total: u64) -> String {
    let all = super::listed(total, "user", "users");
    match shown {
        Some(shown) => format!("{} of {all}", ui_kit::prelude::short_length(shown)),
        None => all,
    }
}

pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

pub const ACTIVATE: &str = "Activate";
pub const SUSPEND: &str = "Suspend";
pub const LOCK: &str = "Lock";
pub const LOCK_USER: &str = "Lock user";
pub const LOCK_REASON: &str = "Reason";
pub const LOCK_REASON_HINT: &str = "The user sees it after the correct password.";

pub fn lock_title(name: &str) -> String {
    format!("Lock {name}?")
}

pub fn lock_body(name: &str, email: &str) -> String {
    format!(
        "{name} ({email}) is signed out everywhere and can't sign in until an administrator unlocks the account. They get an email."
    )
}

pub fn locked(name: &str) -> String {
    format!("{name} locked and signed out")
}

pub const UNLOCK: &str = "Unlock";
pub const RESEND: &str = "Send activation email";
pub const SEND_ELSEWHERE: &str = "Send activation to another address";
pub const SEND_RESET: &str = "Send reset email";
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
        "They are signed out everywhere and must choose a new password before they can do anything else. A reset email goes to {email}."
    )
}

pub fn expired(name: &str) -> String {
    format!("{name}'s password expired")
}

pub const EDITS_PROFILE: &str = "Profile editing";
pub const EDITS_AS_ORGANIZATION: &str = "Organization default";
pub const EDITS_ALLOWED: &str = "Allowed";
pub const EDITS_FORBIDDEN: &str = "Not allowed";
pub const NEVER_EXPIRES: &str = "Exempt from password aging";
pub const NEVER_EXPIRES_HINT: &str = "For service accounts. Deadlines still apply.";
pub const EXPIRES: &str = "Password expires";
pub const MUST_COMPLY: &str = "Compliance";
pub const MUST_COMPLY_CHIP: &str = "Needs a new password";
pub const RESEND_VERIFICATION: &str = "Send verification again";
pub const VERIFICATION_SENT: &str = "Verification email sent";
pub const RECOVERY_EMAIL: &str = "Recovery email";
pub const NO_RECOVERY_EMAIL: &str = "None";
pub const RECOVERY_VERIFIED: &str = "Verified";
pub const RECOVERY_UNVERIFIED: &str = "Not verified";
pub const RECOVERY_ADDRESS: &str = "Personal email address";
pub const RECOVERY_ENTER: &str = "Add";
pub const RECOVERY_CHANGE: &str = "Change";
pub const RECOVERY_REMOVE: &str = "Remove";
pub const RECOVERY_SAVE: &str = "Save and send verification";
pub const RECOVERY_HINT: &str = "We email a link to this address. It is verified once the user opens the link and signs in; until then nothing else is sent there.";
pub const RECOVERY_REMOVED: &str = "Recovery email removed";
pub const RECOVERY_MISSING: &str = "Enter an email address";

pub fn expires_within(days: u16) -> String {
    format!("Within {days} days")
}

pub fn recovery_verified(when: &str) -> String {
    format!("Verified {when}")
}

pub fn suspend_title(name: &str) -> String {
    format!("Suspend {name}?")
}

pub fn suspend_body(name: &str, email: &str) -> String {
    format!(
        "{name} ({email}) is signed out everywhere and can't sign in until an administrator activates the account. Nothing is deleted and the password is kept."
    )
}

pub const VOID_UNDO: &str = "Confirm the email";

pub fn void_undo_title(name: &str) -> String {
    format!("Confirm the email of {name}?")
}

pub fn void_undo_body(name: &str, email: &str) -> String {
    format!(
        "After a change, the previous address can undo it for 7 days. Confirm the change if someone else can read that mailbox: the links sent there stop working, and {name} keeps {email}. The previous address is notified. Make sure that {email} is correct."
    )
}

pub fn undo_voided(email: &str) -> String {
    format!("The change to {email} can no longer be undone")
}

pub fn delete_title(name: &str) -> String {
    format!("Delete {name}?")
}

pub fn delete_body(name: &str, email: &str) -> String {
    format!(
        "Deletes {name} ({email}) with the profile, password and sessions. The email and username become available again; events are kept. This can't be undone."
    )
}

pub fn activated(name: &str, mailed: bool) -> String {
    if mailed {
        format!("{name} activated; an activation email is on its way")
    } else {
        format!("{name} activated")
    }
}

pub fn suspended(name: &str) -> String {
    format!("{name} suspended and signed out")
}

pub fn unlocked(name: &str, expired: bool) -> String {
    if expired {
        format!("{name} unlocked; the password is still expired")
    } else {
        format!("{name} unlocked")
    }
}

pub fn activation_sent(email: &str) -> String {
    format!("Activation email sent to {email}; earlier links no longer work")
}

pub const ELSEWHERE: &str = "Email address";
pub const ELSEWHERE_SEND: &str = "Send email";

pub fn elsewhere_title(name: &str) -> String {
    format!("Send the activation email of {name} to another address?")
}

pub fn elsewhere_body(name: &str, email: &str) -> String {
    format!(
        "Anyone who can read that mailbox can activate {name}'s account. The address is used once; the company email stays {email}. Earlier links no longer work."
    )
}

pub fn reset_sent(email: &str) -> String {
    format!("Reset email sent to {email}")
}

pub fn deleted(name: &str) -> String {
    format!("{name} deleted")
}

// Creating.
pub const CREATE_LEAD: &str =
    "Only an email and a username are required. You can add the rest later.";
pub const CREATE: &str = "Create user";
pub const EMAIL: &str = "Company email";
pub const EMAIL_HINT: &str = "Used to sign in. Only administrators can change it.";
pub const EMAIL_UNVERIFIED: &str = "Not verified";
pub const EMAIL_UNVERIFIED_HINT: &str = "It gets no reset links until the user has opened the link in the verification email and signed in.";
pub const CHANGE_EMAIL: &str = "Change email";
pub const NEW_EMAIL: &str = "New company email";
pub const CHANGE_EMAIL_HINT: &str = "The user is notified at both addresses, and can undo the change from the old one for 7 days. Links from earlier emails no longer work.";
pub const CHANGE_EMAIL_PENDING: &str =
    "A new activation email goes to this address. The link sent to the old one no longer works.";

pub fn email_changed(email: &str) -> String {
    format!("The company email is now {email}")
}

pub const EMAIL_MISSING: &str = "Enter an email address, such as name@example.com";
pub const USERNAME: &str = "Username";
pub const USERNAME_HINT: &str = "Filled in from the email; you can change it.";
pub const ACTIVATION: &str = "Activation";
pub const STAY_STAGED: &str = "Staged";
pub const STAY_STAGED_WHY: &str = "No email is sent. Activate the user on their first day.";
pub const ACTIVE_NOW: &str = "Active: send activation email now";
pub const ACTIVE_NOW_WHY: &str = "The email has a link to set a password. It expires in 7 days.";

pub fn created(name: &str, mailed: bool) -> String {
    if mailed {
        format!("{name} created; an activation email is on its way")
    } else {
        format!("{name} created and staged")
    }
}

// The panel.
pub const USER: &str = "User";
pub const PREVIOUS: &str = "Previous user";
pub const NEXT: &str = "Next user";
pub const SAVE: &str = "Save user";
pub const SAVED: &str = "User saved";
pub const NOT_ALLOWED: &str = "You have view-only access to user details";
pub const TAB_DETAILS: &str = "Details";
pub const TAB_SECURITY: &str = "Security";
pub const TAB_SESSIONS: &str = "Sessions";
pub const TAB_ACTIVITY: &str = "Activity";
pub const IDENTITY: &str = "Identity";
pub const ATTRIBUTES: &str = "Other information";
pub const EMPLOYMENT: &str = "Employment information";
pub const CONTACT: &str = "Personal information";
pub const SECURITY: &str = "User security settings and permissions";
pub const CREATED: &str = "Created";
pub const UPDATED: &str = "Last changed";
pub const STATE_CHANGED: &str = "State changed";
pub const PASSWORD_SET: &str = "Password set";
pub const LOCKED_AT: &str = "Locked since";
pub const IDENTIFIER: &str = "User ID";
pub const PASSWORD_STATUS: &str = "Password status";

/// The column and the direction, in the Sort menu.
pub fn sorted(column: &str, descending: bool) -> String {
    let order = if descending {
        "descending"
    } else {
        "ascending"
    };
    format!("{column}, {order}")
}

// The top of the panel.
pub const LOCKED_TITLE: &str = "This user is locked out";
pub const LOCKED_PARTLY_TITLE: &str = "This user is locked out in new browsers";
pub const LOCKED_BODY: &str = "If the user remembers their password, unlock without a reset.";
pub const STAGED_TITLE: &str = "This user is staged";
pub const STAGED_BODY: &str = "No email has been sent. Activating sends an activation email, unless a password is already set.";
pub const SEE_EVENT: &str = "See event";
pub const SUSPENDED_TITLE: &str = "This user is suspended";
pub const SUSPENDED_BODY: &str = "They can't sign in or use anything until they are activated.";

pub fn locked_by(name: &str) -> String {
    format!("Locked by {name}.")
}

pub fn suspended_by(name: &str) -> String {
    format!("Suspended by {name}.")
}

pub const TEMPORARY_TITLE: &str = "This user has a temporary password";
pub const PENDING_TITLE: &str = "This user hasn't activated yet";
pub const EXPIRED_TITLE: &str = "This user's password has expired";

// The temporary password.
pub const TEMPORARY_GENERATE: &str = "Generate a password";
pub const TEMPORARY_GENERATE_WHY: &str = "Strong and random. Shown to you once.";
pub const TEMPORARY_TYPE: &str = "Enter a password";
pub const TEMPORARY_HOW: &str = "Password";
pub const TEMPORARY_FIELD: &str = "Temporary password";
pub const TEMPORARY_MISSING: &str = "Enter a temporary password";
pub const TEMPORARY_ONCE: &str =
    "Shown only once. Give it to the user in person or by phone, never by email.";
pub const TEMPORARY_TYPED: &str = "Give it to the user in person or by phone, never by email.";

pub fn temporary_title(name: &str) -> String {
    format!("Temporary password for {name}")
}

pub fn temporary_body(name: &str) -> String {
    format!(
        "{name} must replace it at the next sign-in. It works for 24 hours. Setting it ends a lock after wrong passwords and signs {name} out everywhere."
    )
}

pub fn temporary_until(when: &str) -> String {
    format!("Temporary password set. It works until {when}.")
}

// Sessions.
pub const NO_SESSIONS_TITLE: &str = "Not signed in anywhere";
pub const NO_SESSIONS: &str = "Each browser the user signs in with appears here.";
pub const END_ALL: &str = "End all sessions";
pub const BROWSERS_LEAD: &str = "Browsers in which the user has signed in. If wrong passwords lock the account, these still work. Ending a session also forgets its browser.";
pub const NO_BROWSERS: &str = "None. Each browser in which the user signs in appears here.";

pub fn end_all_title(name: &str) -> String {
    format!("End all sessions of {name}?")
}

pub fn end_all_body(name: &str) -> String {
    format!("{name} is signed out everywhere and can sign in again. Unsaved work there is lost.")
}

// Activity.
pub const NO_ACTIVITY_TITLE: &str = "No activity yet";
pub const NO_ACTIVITY: &str = "Activity by this user, and changes to their account, appear here.";
pub const MORE: &str = "Show earlier";
pub const NOTHING_CHANGED: &str = "No changes to save";
