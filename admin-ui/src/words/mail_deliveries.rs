//! Settings: email.

use contract::mail_deliveries::MailState;

use crate::components::SearchedWords;

pub const TITLE: &str = "Email delivery";
pub const LEAD: &str =
    "Every email sent, and whether the mail server accepted it. Contents are not stored.";
pub const LABEL: &str = "Email delivery log";
pub const TEST: &str = "Send test email";
pub const REFRESH: &str = "Refresh";
pub const TO: &str = "To";
pub const SUBJECT: &str = "Subject";
pub const STATE: &str = "Status";
pub const ATTEMPTS: &str = "Attempts";
pub const WRITTEN: &str = "Created";
pub const RECIPIENT: &str = "Recipient";
pub const RECIPIENT_IN: &str = "Recipient's address";
pub const UNDELIVERED: &str = "The last email to this user could not be delivered";
pub const SHOW_EMAILS: &str = "Show all emails to this user";
pub const EMPTY_TITLE: &str = "No email yet";
pub const EMPTY: &str =
    "Activations, password resets and notifications appear here when they are created.";
pub const NO_MATCH_TITLE: &str = "No matching emails";
pub const NO_MATCH: &str = "Remove a filter or search for another address.";

pub const PREVIEWS: &str = "Email previews";
pub const PREVIEWS_LEAD: &str =
    "Every kind of email in your organization's name, with sample data and inactive links.";
pub const KIND: &str = "Kind of email";
pub const KINDS: SearchedWords = SearchedWords {
    label: KIND,
    find: "Find a kind of email",
    none: "No matching kinds of email",
    more: "There are more kinds of email. Search to find others.",
};
pub const LOOK: &str = "Preview";
pub const WIDE: &str = "Desktop";
pub const NARROW: &str = "Phone";
pub const AS_TEXT: &str = "Plain text";

pub fn framed(kind: &str) -> String {
    format!("Preview: {kind}")
}

pub fn tested(to: &str) -> String {
    format!("A test email to {to} is on its way")
}

pub fn state(state: MailState) -> &'static str {
    match state {
        MailState::Queued => "Waiting",
        MailState::Sent => "Sent",
        MailState::Failed => "Failed",
    }
}

pub fn sent(when: &str) -> String {
    format!("The mail server accepted it {when}.")
}

pub fn next(when: &str) -> String {
    format!("The next attempt is {when}.")
}

pub const QUEUED: &str = "Waiting for the first attempt.";
pub const GIVEN_UP: &str = "Delivery failed. Fix the cause, then send again.";

pub fn last_error(error: &str) -> String {
    format!("Last error: {error}")
}
