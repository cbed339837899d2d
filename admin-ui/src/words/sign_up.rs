//! Signing up an organization.

pub const TITLE: &str = "Create an organization";
pub const LEAD: &str =
    "You become its owner. First, confirm your email address with a link that we send you.";
pub const BUTTON: &str = "Send link";

pub const SENT_TITLE: &str = "Check your email";
pub const NO_EMAIL: &str = "No email after a few minutes?";
pub const CHECK_SPAM: &str = "Look in your spam or junk folder.";
pub const CHECK_ADDRESS: &str = "Check the address for typos.";
pub const CHECK_TIMES: &str = "An address gets at most three of these emails per day.";
pub const BACK: &str = "Change what you entered";

pub fn sent(email: &str) -> String {
    format!("An email to {email} is on its way. Its link works once, for 24 hours.")
}

pub const CLOSED_TITLE: &str = "Sign-up is off on this server";
pub const CLOSED: &str =
    "Only the operator of this server can create organizations. Contact the operator.";

pub const CONFIRM_CHECKING: &str = "Confirm your email address";
pub const CONFIRM_BUTTON: &str = "Create organization";

pub fn confirm_title(organization: &str) -> String {
    format!("Create {organization}")
}

pub fn confirm_lead(name: &str, email: &str) -> String {
    format!("Welcome, {name}. Choose a password for {email}.")
}

pub const UNUSABLE_TITLE: &str = "This link has already been used or has expired";
pub const UNUSABLE: &str =
    "A sign-up link works once and expires in 24 hours. Only the newest works.";
pub const UNUSABLE_USED: &str = "If you have already created your organization, sign in.";
pub const UNUSABLE_NEXT: &str = "If not, sign up again.";
pub const AGAIN: &str = "Sign up again";
