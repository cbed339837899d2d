//! Home.

pub const TITLE: &str = "Home";
pub const ATTENTION: &str = "Needs attention";
pub const LOCKED: &str = "Locked out";
pub const LOCKED_NOTE: &str = "Can't sign in";
pub const EXPIRED: &str = "Password expired";
pub const EXPIRED_NOTE: &str = "Must change it to sign in";
pub const EXPIRING: &str = "Password expires soon";
pub const FAILED_EMAILS: &str = "Failed emails";
pub const FAILED_EMAILS_NOTE: &str = "The mail server didn't accept them";
pub const PENDING: &str = "Haven't activated yet";
pub const PENDING_NOTE: &str = "Invited, no password set";
pub const STAGED: &str = "Staged";
pub const STAGED_NOTE: &str = "Not activated yet";
pub const RECENT: &str = "Recent events";
pub const ALL_EVENTS: &str = "All events";
pub const NO_EVENTS: &str = "No events yet.";
pub const FIRST_TITLE: &str = "Get started";
pub const FIRST_LEAD: &str = "Three steps to get ready.";
pub const FIRST_DONE: &str = ": done";
pub const FIRST_USER: &str = "Create the first user";
pub const FIRST_USER_WHY: &str = "They get an email with a link to set a password and sign in.";
pub const FIRST_MAIL: &str = "Send yourself a test message";
pub const FIRST_MAIL_WHY: &str = "Activations and resets go out by email. Check that they arrive.";
pub const FIRST_OWNER: &str = "Invite a second owner";
pub const FIRST_OWNER_WHY: &str = "So you aren't locked out if one of you can't sign in.";
pub const MAIL_SETTINGS: &str = "Open email settings";
pub const ALL_WELL: &str = "All clear. No one is locked out, expired or waiting.";

pub const ADOPTION: &str = "MFA";

pub fn adoption(enrolled: u64, total: u64) -> String {
    format!(
        "{} of {} {} MFA.",
        ui_kit::prelude::short_length(enrolled),
        super::listed(total, "user", "users"),
        if enrolled == 1 { "has" } else { "have" }
    )
}

pub fn lead(total: u64) -> String {
    match total {
        0 => "No users yet.".to_owned(),
        n => format!(
            "{} in your organization.",
            super::listed(n, "user", "users")
        ),
    }
}

pub fn welcome(name: &str) -> String {
    format!("Hello, {name}")
}
