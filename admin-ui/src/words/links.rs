//! Mailed links, resets, and the set-up.

pub const FORGOT_TITLE: &str = "Reset administrator password";
pub const FORGOT_LEAD: &str = "Enter the email address of your administrator account. A link to choose a new password is mailed to it.";
pub const EMAIL: &str = "Email";
pub const EMAIL_MISSING: &str = "Enter your email address, such as name@example.com";
pub const FORGOT_SEND: &str = "Send reset mail";
pub const FORGOT_SENT_TITLE: &str = "Check your mail";
pub const FORGOT_NO_MAIL: &str = "No mail after a few minutes?";
pub const FORGOT_CHECKS: [&str; 3] = [
    "Look in your spam or junk folder.",
    "Make sure that this is the address of your administrator account; a user account may have another one.",
    "Ask an owner of your organization to send you a reset mail from the Admin Portal.",
];
pub const FORGOT_OTHER: &str = "Use another address";
pub const BACK: &str = "Back to sign-in";
pub const USER_PORTAL: &str = "User Portal sign-in";

pub fn forgot_sent(email: &str) -> String {
    format!(
        "If {email} is the address of an administrator, a mail with a link is on its way. The link works once, for 1 hour."
    )
}

pub const CHECKING: &str = "Checking the link";
pub const DEAD_TITLE: &str = "This link cannot be used";
pub const DEAD: &str = "This link has already been used or has expired.";
pub const DEAD_INVITATION: &str = "Ask the administrator who invited you to send the invitation again. If you have already accepted it, sign in.";
pub const DEAD_RESET: &str =
    "Ask for a new link; it takes a minute. A newer link also ends all older ones.";
pub const DEAD_RESET_SENT: &str =
    "Ask for a new link yourself, or ask the administrator who sent you this one.";
pub const ASK_AGAIN: &str = "Send a new link";
pub const SIGN_IN: &str = "Sign in";

pub const RESET_TITLE: &str = "Choose a new password";
pub const CONTINUE_BUTTON: &str = "Continue";
pub const RESET_BUTTON: &str = "Reset password";
pub const RESET_DONE_TITLE: &str = "Password reset was successful";
pub const RESET_DONE: &str =
    "All your sessions have ended and older links no longer work. Sign in with your new password.";
pub const INVITATION_BUTTON: &str = "Accept and sign in";
pub const NEW_PASSWORD: &str = "New password";
pub const REPEAT: &str = "Repeat the new password";
pub const REPEAT_MISSING: &str = "Type the new password once more";
pub const REPEAT_DIFFERENT: &str = "The two passwords are not the same";
pub const PASSWORD_MISSING: &str = "Choose a password";
pub const TERMS: &str = "I accept the terms of service";
pub const TERMS_BEFORE: &str = "I accept the ";
pub const TERMS_LINK: &str = "terms of service";
pub const TERMS_MISSING: &str = "Accept the terms of service to go on";

pub fn reset_lead(name: &str, organization: &str) -> String {
    format!("For the administrator account of {name} at {organization}.")
}

pub fn invitation_title(organization: &str) -> String {
    format!("Join {organization}")
}

pub fn invitation_lead(name: &str) -> String {
    format!("Welcome, {name}. Choose a password for your administrator account.")
}

pub fn usable_until(when: &str) -> String {
    format!("This link can be used until {when}.")
}

pub const SET_UP_TITLE: &str = "Set up Latchkey";
pub const SET_UP_LEAD: &str = "Make this server's organization and its first owner. The owner can invite other administrators afterwards.";
pub const ORGANIZATION: &str = "Organization name";
pub const ORGANIZATION_HINT: &str =
    "As people see it in mails and on sign-in pages. It can be changed later.";
pub const ORGANIZATION_MISSING: &str = "Enter the name of your organization";
pub const NAME: &str = "Your name";
pub const NAME_MISSING: &str = "Enter your name";
pub const YOUR_EMAIL: &str = "Your email";
pub const YOUR_EMAIL_HINT: &str = "You sign in with it, and reset mails go there.";
pub const SET_UP_BUTTON: &str = "Create organization";
pub const SET_UP_DONE_TITLE: &str = "Your organization is ready";
pub const SET_UP_DONE: &str =
    "Sign in with the email address and the password you have just chosen.";
pub const SET_UP_DEAD: &str = "The set-up link is printed in the server's log when it starts without an organization. It works once, for 24 hours; a restart of the server prints a new one. If somebody has already set up this server, sign in.";
