//! The pages of email links, and requesting a link.

pub const SIGN_IN: &str = "Sign in";
pub const TO_SIGN_IN: &str = "Back to sign-in";
pub const CHECKING: &str = "Checking the link";

pub const RESET_TITLE: &str = "Choose a new password";
pub const RESET: &str = "Reset password";
pub const RESET_DONE: &str = "Password reset was successful";
pub const FIRST_DONE: &str = "Your password is set";
pub const FIRST_DONE_LEAD: &str = "Sign in with it to continue.";
pub const RESET_DONE_LEAD: &str = "You were signed out everywhere. Sign in with your new password.";

pub const UNUSABLE_TITLE: &str = "This link has already been used or has expired";
pub const GET_NEW: &str = "Get a new link";

pub const FACTOR_REQUIRED_TITLE: &str = "MFA is required for this link";
pub const FACTOR_REQUIRED_BY_RECOVERY_EMAIL: &str = "A reset from your recovery email needs MFA, and you have not set it up. Use the link in your company mailbox instead, or ask your administrator.";

pub const INCOMPLETE_TITLE: &str = "This link is incomplete";
pub const INCOMPLETE: &str =
    "Part of it is missing. Email programs sometimes break a long link in two.";
pub const INCOMPLETE_NEXT: &str =
    "Open the email again and use its button, or copy the whole link into the address bar.";

pub const SENT_TITLE: &str = "Check your email";
pub const NO_EMAIL: &str = "No email after a few minutes?";
pub const OTHER_ADDRESS: &str = "Use another address";
pub const SEND_AGAIN: &str = "Send again";
pub const SENT_AGAIN: &str = "Sent again. Only the newest link works.";

pub const TERMS: &str = "I accept the terms of service";
pub const TERMS_BEFORE: &str = "I accept the ";
pub const TERMS_LINK: &str = "terms of service";
pub const TERMS_MISSING: &str = "Accept the terms of service to continue";

pub fn usable_until(when: &str) -> String {
    format!("This link can be used until {when}.")
}
