//! The start page.

pub const LEAD: &str = "Apps your organization gave you access to.";
pub const EMPTY: &str = "No applications yet";
pub const EMPTY_NEXT: &str = "Apps appear here once your organization gives you access.";

pub const CHECKLIST: &str = "Finish setting up your account";
pub const DONE: &str = ": done";
pub const SET_UP: &str = "Set it up";
pub const ADD: &str = "Add it";
pub const CHECK: &str = "Check it";
pub const REVIEW: &str = "Review";
pub const MFA: &str = "Set up MFA";
pub const MFA_WHY: &str = "A stolen password alone won't open your account.";
pub const RECOVERY: &str = "Add a recovery email";
pub const RECOVERY_WHY: &str = "In case you can't reach your company email.";
pub const RECOVERY_OPEN: &str = "Not verified yet. Open the link we emailed there.";
pub const PHONE: &str = "Add your mobile phone";
pub const PHONE_WHY: &str = "So your organization can reach you.";
pub const SESSIONS: &str = "Review where you're signed in";
pub const SESSIONS_WHY: &str = "End any sessions you don't recognize.";

pub fn hello(name: &str) -> String {
    format!("Hello, {name}")
}

pub fn progress(done: usize, all: usize) -> String {
    format!("{done} of {all} done")
}
