//! Administrators.

use rules::role::Role;

pub const TITLE: &str = "Administrators";
pub const LEAD: &str = "Who may see and change this organization. Administrators are accounts of their own, separate from users.";
pub const LABEL: &str = "Administrators";
pub const SEARCH: &str = "Search administrators";
pub const SEARCH_IN: &str = "Name or email";
pub const INVITE: &str = "Invite administrator";
pub const INVITE_LEAD: &str =
    "A mail with a link lets them choose a password. It works for 7 days.";
pub const SEND_INVITATION: &str = "Send invitation";
pub const NAME: &str = "Name";
pub const NAME_MISSING: &str = "Enter the person's name";
pub const EMAIL: &str = "Email";
pub const EMAIL_HINT: &str = "They sign in with it. It cannot be changed later.";
pub const EMAIL_FIXED: &str = "An administrator's email cannot be changed";
pub const EMAIL_MISSING: &str = "Enter an email address, such as name@example.com";
pub const ROLE: &str = "Role";
pub const STATUS: &str = "Status";
pub const LAST_SIGN_IN: &str = "Last sign-in";
pub const INVITED: &str = "Invited";
pub const IDENTIFIER: &str = "Administrator ID";
pub const YOU: &str = "You";
pub const EMPTY_TITLE: &str = "No administrator matches";
pub const EMPTY: &str = "Take a filter away, or search for another name or email.";
pub const ADMINISTRATOR: &str = "Administrator";
pub const SAVE: &str = "Save administrator";
pub const SAVED: &str = "Administrator saved";
pub const NOT_ALLOWED: &str = "Only owners can change administrators";
pub const ACCESS: &str = "Access";

pub const OPEN: &str = "Open";
pub const UNLOCK: &str = "Unlock";
pub const ACTIVATE: &str = "Activate";
pub const RESEND: &str = "Send invitation again";
pub const SEND_RESET: &str = "Send reset mail";
pub const SUSPEND: &str = "Suspend";
pub const REMOVE: &str = "Remove";
pub const SUSPEND_ADMINISTRATOR: &str = "Suspend administrator";
pub const REMOVE_ADMINISTRATOR: &str = "Remove administrator";

pub fn role_means(role: Role) -> &'static str {
    match role {
        Role::Owner => "Everything, other administrators included.",
        Role::Manager => "Users, settings and API keys, but not administrators.",
        Role::HelpDesk => "Sees users and helps them in: unlock, reset, resend.",
        Role::ReadOnly => "Sees everything, changes nothing.",
    }
}

pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

pub fn invited(email: &str) -> String {
    format!("An invitation is on its way to {email}")
}

pub fn suspend_title(name: &str) -> String {
    format!("Suspend {name}?")
}

pub fn suspend_body(name: &str, email: &str) -> String {
    format!(
        "{name} ({email}) is signed out everywhere at once and cannot sign in until an owner activates the account."
    )
}

pub fn remove_title(name: &str) -> String {
    format!("Remove {name}?")
}

pub fn remove_body(name: &str, email: &str) -> String {
    format!(
        "{name} ({email}) is signed out everywhere at once and is no administrator any more. Users and settings stay as they are, and so do the events. To come back, {name} has to be invited again."
    )
}

pub fn activated(name: &str) -> String {
    format!("{name} is active")
}

pub fn suspended(name: &str) -> String {
    format!("{name} is suspended and signed out")
}

pub fn unlocked(name: &str) -> String {
    format!("{name} is unlocked")
}

pub fn reset_sent(email: &str) -> String {
    format!("A reset mail is on its way to {email}; its link works for 24 hours")
}

pub fn removed(name: &str) -> String {
    format!("{name} is no administrator any more")
}
