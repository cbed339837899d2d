//! Home.

pub const TITLE: &str = "Home";
pub const ATTENTION: &str = "Needs attention";
pub const LOCKED: &str = "Locked out";
pub const LOCKED_NOTE: &str = "Cannot sign in until unlocked";
pub const EXPIRED: &str = "Password expired";
pub const EXPIRED_NOTE: &str = "Must choose a new one";
pub const PENDING: &str = "No password yet";
pub const PENDING_NOTE: &str = "Have not followed their link";
pub const STAGED: &str = "Staged";
pub const STAGED_NOTE: &str = "Wait to be activated";
pub const RECENT: &str = "Recent events";
pub const ALL_EVENTS: &str = "All events";
pub const NO_EVENTS: &str = "Nothing has happened yet.";
pub const FIRST_TITLE: &str = "First steps";
pub const FIRST_LEAD: &str = "Three things make this organization ready for its people.";
pub const FIRST_USER: &str = "Create the first user";
pub const FIRST_USER_WHY: &str =
    "They get a mail with a link, choose a password and are signed in.";
pub const FIRST_MAIL: &str = "Send yourself a test message";
pub const FIRST_MAIL_WHY: &str = "Activations and resets travel by mail: see that it arrives.";
pub const FIRST_OWNER: &str = "Invite a second owner";
pub const FIRST_OWNER_WHY: &str = "So that nobody is shut out if one of you cannot sign in.";
pub const MAIL_SETTINGS: &str = "Open mail";
pub const ALL_WELL: &str = "Nobody is locked out, expired or waiting.";

pub const ADOPTION: &str = "Second factors";

pub fn adoption(enrolled: u64, total: u64) -> String {
    format!(
        "{} of {} have one.",
        ui_kit::prelude::number(enrolled),
        super::count(total, "user", "users")
    )
}

pub fn lead(total: u64) -> String {
    match total {
        0 => "No users yet.".to_owned(),
        n => format!("{} in your organization.", super::count(n, "user", "users")),
    }
}

pub fn welcome(name: &str) -> String {
    format!("Hello, {name}")
}
