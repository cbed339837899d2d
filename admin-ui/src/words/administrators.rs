//! Administrators.

use rules::role::Role;

pub const TITLE: &str = "Administrators";
pub const LEAD: &str =
    "People who manage this organization. Administrator accounts are separate from user accounts.";
pub const LABEL: &str = "Administrators";
pub const SEARCH: &str = "Search administrators";
pub const SEARCH_IN: &str = "Name or email";
pub const INVITE: &str = "Invite administrator";
pub const INVITE_LEAD: &str =
    "They get an email with a link to set a password. It expires in 7 days.";
pub const SEND_INVITATION: &str = "Send invitation";
pub const NAME: &str = "Name";
pub const NAME_MISSING: &str = "Enter the person's name";
pub const EMAIL: &str = "Email";
pub const EMAIL_HINT: &str = "Used to sign in. It can't be changed later.";
pub const EMAIL_FIXED: &str = "An administrator's email cannot be changed";
pub const EMAIL_MISSING: &str = "Enter an email address, such as name@example.com";
pub const ROLE: &str = "Role";
pub const STATUS: &str = "Status";
pub const STATE: &str = "State";
pub const LAST_SIGN_IN: &str = "Last sign-in";
pub const INVITED: &str = "Invited";
pub const IDENTIFIER: &str = "Administrator ID";
pub const YOU: &str = "You";
pub const EMPTY_TITLE: &str = "No matching administrators";
pub const EMPTY: &str = "Remove a filter or search for another name or email.";
pub const ADMINISTRATOR: &str = "Administrator";
pub const SAVE: &str = "Save administrator";
pub const SAVED: &str = "Administrator saved";
pub const NOT_ALLOWED: &str = "Only owners can change administrators";
pub const ACCESS: &str = "Access";

pub const UNLOCK: &str = "Unlock";
pub const ACTIVATE: &str = "Activate";
pub const RESEND: &str = "Resend invitation";
pub const SEND_RESET: &str = "Send reset email";
pub const SUSPEND: &str = "Suspend";
pub const REMOVE: &str = "Remove";
pub const SUSPEND_ADMINISTRATOR: &str = "Suspend administrator";
pub const REMOVE_ADMINISTRATOR: &str = "Remove administrator";

pub const KEEP_KEYS: &str = "Keep these API keys";

pub fn created_keys(count: u64) -> String {
    match count {
        1 => "They created an API key. It stops working, unless you keep it:".to_owned(),
        count => {
            format!("They created {count} API keys. These stop working, unless you keep them:")
        }
    }
}

pub fn role_means(role: Role) -> &'static str {
    match role {
        Role::Owner => "Full access, including other administrators.",
        Role::Manager => {
            "Users, groups, applications, settings and API keys, but not administrators."
        }
        Role::HelpDesk => "Views users; unlocks, resets and resends.",
        Role::ReadOnly => "Views everything, changes nothing.",
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
        "{name} ({email}) is signed out everywhere immediately and cannot sign in until an owner activates the account."
    )
}

pub fn remove_title(name: &str) -> String {
    format!("Remove {name}?")
}

pub fn remove_body(name: &str, email: &str) -> String {
    format!(
        "{name} ({email}) is signed out everywhere immediately and is no longer an administrator. Users, settings and events stay as they are. To restore access, send a new invitation."
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
    format!("A reset email is on its way to {email}. Its link expires in 24 hours")
}

pub fn removed(name: &str) -> String {
    format!("{name} is no longer an administrator")
}
