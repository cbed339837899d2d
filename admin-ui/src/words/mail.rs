//! Settings: mail.

use contract::mail::MailState;

pub const TITLE: &str = "Mail";
pub const LEAD: &str =
    "Every mail to your people, and whether the mail server took it. Texts and links are not kept.";
pub const LABEL: &str = "Mail delivery log";
pub const TEST: &str = "Send test message";
pub const REFRESH: &str = "Load again";
pub const TO: &str = "To";
pub const SUBJECT: &str = "Subject";
pub const STATE: &str = "State";
pub const ATTEMPTS: &str = "Attempts";
pub const WRITTEN: &str = "Written";
pub const EMPTY_TITLE: &str = "No mail yet";
pub const EMPTY: &str = "Activations, resets and notices appear here as they are written.";
pub const NO_MATCH_TITLE: &str = "No mail matches";
pub const NO_MATCH: &str = "Take the filter away to see all.";

pub const PREVIEWS: &str = "What your people receive";
pub const PREVIEWS_LEAD: &str = "Every kind of mail in your organization's name, with made-up facts and links that open nothing.";
pub const KIND: &str = "Kind of mail";
pub const LOOK: &str = "Shown";
pub const WIDE: &str = "As on a computer";
pub const NARROW: &str = "As on a phone";
pub const AS_TEXT: &str = "As plain text";

pub fn framed(kind: &str) -> String {
    format!("Preview: {kind}")
}

pub fn tested(to: &str) -> String {
    format!("A test message to {to} is on its way")
}

pub fn state(state: MailState) -> &'static str {
    match state {
        MailState::Queued => "Waiting",
        MailState::Sent => "Sent",
        MailState::Failed => "Failed",
    }
}

pub fn sent(when: &str) -> String {
    format!("The mail server took it {when}.")
}

pub fn next(when: &str) -> String {
    format!("The next attempt is due {when}.")
}

pub const QUEUED: &str = "Waits for its first attempt.";
pub const GIVEN_UP: &str = "Given up. Once the reason is mended, send the link again.";

pub fn last_error(error: &str) -> String {
    format!("Last error: {error}")
}
