//! Email links, resets, and the set-up.

pub const SIGN_IN: &str = "Sign in";
pub const EMAIL_MISSING: &str = "Enter your email address, such as name@example.com";

pub fn forgot_sent(email: &str) -> String {
    format!(
        "If {email} is the address of an administrator, an email with a link is on its way. The link works once, for 1 hour."
    )
}

pub fn reset_lead(name: &str, organization: &str) -> String {
    format!("For the administrator account of {name} at {organization}.")
}

pub fn invitation_title(organization: &str) -> String {
    format!("Join {organization}")
}

pub fn invitation_lead(name: &str) -> String {
    format!("Welcome, {name}. Choose a password for your administrator account.")
}

pub const SET_UP_TITLE: &str = "Set up Latchkey";
pub const SET_UP_LEAD: &str = "Create your organization and its first owner. The owner can invite other administrators afterwards.";
pub const ORGANIZATION: &str = "Organization name";
pub const ORGANIZATION_HINT: &str =
    "Shown in emails and on sign-in pages. You can change it later.";
pub const ORGANIZATION_MISSING: &str = "Enter the name of your organization";
pub const NAME: &str = "Your name";
pub const NAME_MISSING: &str = "Enter your name";
pub const YOUR_EMAIL: &str = "Your email";
pub const YOUR_EMAIL_HINT: &str = "Used to sign in, and for reset emails.";
pub const SET_UP_BUTTON: &str = "Create organization";
pub const SET_UP_DONE_TITLE: &str = "Your organization is ready";
pub const SET_UP_DONE: &str = "Sign in with the email address and the password you just chose.";
pub const SET_UP_DEAD: &str = "The server prints a set-up link in its log when it starts without an organization. It works once, for 24 hours; restarting the server prints a new one. If someone has already set up this server, sign in.";
pub const SET_UP_DEAD_TITLE: &str = "This link has already been used or has expired";
