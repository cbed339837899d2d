//! Pages that mailed links lead to, and asking for a link.

pub const ACTIVATE_TITLE: &str = "Activate your account";
pub const ACTIVATE: &str = "Activate account";
pub const RESET_TITLE: &str = "Choose a new password";
pub const RESET: &str = "Reset password";
pub const RESET_DONE: &str = "Password reset was successful.";
pub const RESET_DONE_LEAD: &str = "You were signed out everywhere. Sign in with your new password.";
pub const ACCOUNT: &str = "Your account";

pub const DEAD_TITLE: &str = "This link has already been used or has expired";
pub const DEAD_ACTIVATION: &str =
    "An activation link works once and for 7 days, and a newer mail makes the older ones void.";
pub const DEAD_ACTIVATION_USED: &str = "If you have already chosen a password, sign in with it.";
pub const DEAD_ACTIVATION_NEW: &str = "If not, look for a newer activation mail, ask your administrator to send the mail again, or get a new one yourself with \u{201c}Reset user password\u{201d}.";
pub const DEAD_RESET: &str =
    "A reset link works once and for 1 hour, and a newer mail makes the older ones void.";
pub const DEAD_RESET_USED: &str = "If you have already reset your password, sign in with it.";
pub const DEAD_RESET_NEW: &str = "If not, ask for a new link; it is mailed to you at once.";
pub const FACTOR: &str = "Your organization requires a second factor, and you have none yet. Ask your administrator to reset your password: they can send you a link or give you a temporary one.";
pub const SEND_NEW: &str = "Get a new link";

pub const MISSING_TITLE: &str = "This link is not complete";
pub const MISSING: &str = "The part that names your account is missing. Mail programs sometimes break a long link in two.";
pub const MISSING_NEXT: &str =
    "Open the mail again and use its button, or copy the whole link from it into the address bar.";

pub const LOADING: &str = "Checking the link";

pub const FORGOT_TITLE: &str = "Reset your password";
pub const FORGOT_LEAD: &str = "Enter your company email. A link to choose a new password is mailed to you. Never had a password? Then it is a new activation mail.";
pub const SEND_REQUEST: &str = "Send reset request";
pub const SENT_TITLE: &str = "Check your mail";
pub const SENT_NONE: &str = "No mail after a few minutes?";
pub const SENT_SPAM: &str = "Look in the spam or junk folder.";
pub const SENT_ADDRESS: &str = "Make sure that the address is the one your organization gave you.";
pub const SENT_ADMINISTRATOR: &str = "Contact your administrator: they see whether the mail was delivered, and can set a temporary password.";
pub const SENT_OTHER: &str = "Use another address";
pub const SENT_AGAIN: &str = "Send again";
pub const SENT_AGAIN_DONE: &str = "Sent again. Only the newest link works.";

pub fn sent(email: &str) -> String {
    format!(
        "If {email} is known here, a mail is on its way. A reset link works once and for 1 hour."
    )
}

pub fn welcome(name: &str) -> String {
    format!("Welcome, {name}")
}

pub fn activate_lead(organization: &str) -> String {
    format!("Choose the password for your account at {organization}.")
}

pub fn reset_lead(organization: &str) -> String {
    format!("For your account at {organization}.")
}

pub fn activated(name: &str) -> String {
    format!("Welcome, {name}. Your account is active.")
}
