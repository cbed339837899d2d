//! The signed-in person's own password, sessions, known browsers and activity.

pub const CANCEL: &str = "Cancel";

pub const PASSWORD: &str = "Password";
pub const LAST_SET: &str = "Last set";
pub const EXPIRES: &str = "Expires";
pub const CHANGEABLE: &str = "Can be changed from";
pub const NEVER_SET: &str = "Never";
pub const EXPIRES_NEVER: &str = "Does not expire";
pub const CHANGE: &str = "Change password";
pub const CHANGE_LEAD: &str = "You stay signed in here and are signed out everywhere else.";
pub const CURRENT: &str = "Current password";
pub const CURRENT_MISSING: &str = "Enter your current password";
pub const SAVE_PASSWORD: &str = "Save new password";
pub const CHANGED: &str = "Password changed. You are signed out everywhere else.";

pub const SESSIONS: &str = "Sessions";
pub const SESSIONS_LEAD: &str =
    "Browsers in which you are signed in. End any you don't recognize, then change your password.";
pub const THIS_BROWSER: &str = "This browser";
pub const LAST_USED: &str = "Last used";
pub const SIGNED_IN: &str = "Signed in";
pub const END: &str = "End";
pub const END_OTHERS: &str = "End all others";
pub const END_OTHERS_BODY: &str = "Those browsers have to sign in again. This one stays signed in.";
pub const ENDED: &str = "Session ended";
pub const ALREADY_ENDED: &str = "That session had already ended";
pub const UNKNOWN_DEVICE: &str = "Unknown device";

pub const BROWSERS: &str = "Known browsers";
pub const BROWSERS_LEAD: &str = "Browsers in which you have signed in. If wrong passwords lock your account, these still work. Forget any you no longer use. To sign out there, end its session.";
pub const NO_BROWSERS: &str = "None. Each browser in which you sign in appears here.";
pub const FIRST_SIGN_IN: &str = "First sign-in";
pub const LAST_SIGN_IN: &str = "Last sign-in";
pub const FORGET: &str = "Forget";
pub const FORGOTTEN: &str = "Browser forgotten";
pub const ALREADY_FORGOTTEN: &str = "That browser had already been forgotten";

pub const ACTIVITY: &str = "Recent activity";
pub const ACTIVITY_LEAD: &str =
    "If something here was not you, change your password and tell your administrator.";
pub const NO_ACTIVITY: &str = "No activity yet.";
pub const MORE: &str = "Show more";

pub fn end_session(device: &str) -> String {
    format!("End the session in {device}")
}

pub fn forget_browser(device: &str) -> String {
    format!("Forget {device}")
}

pub fn end_others(count: usize) -> String {
    match count {
        1 => "End 1 other session".to_owned(),
        count => format!("End {count} other sessions"),
    }
}

pub fn end_others_question(count: usize) -> String {
    format!("{}?", end_others(count))
}

pub fn others_ended(count: u64) -> String {
    match count {
        0 => "No other session was open".to_owned(),
        1 => "1 session ended".to_owned(),
        count => format!("{count} sessions ended"),
    }
}

pub fn shown(shown: usize, total: u64) -> String {
    format!("{shown} of {total} shown")
}
