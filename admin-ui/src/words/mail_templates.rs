//! Settings: the words of emails.

pub const TITLE: &str = "Email wording";
pub const LEAD: &str = "The wording of your organization's emails. Open an email to edit it, preview it and send yourself a test.";
pub const KIND: &str = "Email";
pub const SUBJECT: &str = "Subject";
pub const WORDING: &str = "Wording";
pub const DEFAULT: &str = "Default";
pub const OWN: &str = "Your own";
pub const HEADING: &str = "Heading";
pub const TEXT: &str = "Text";
pub const TEXT_HINT: &str =
    "Each line is a paragraph. Web addresses are not allowed: the button leads to the right page.";
pub const BUTTON: &str = "Button";
pub const FIXED: &str =
    "Every email also has its table, the lifetime of its link and the advice at the end.";
pub const NOT_ALLOWED: &str = "You can't change the wording of this email.";
pub const OWNERS_ONLY: &str =
    "Administrators get this email too, so only owners can change its wording.";
pub const PLACEHOLDERS: &str = "Placeholders";
pub const PREVIEW: &str = "Preview";
pub const TEST: &str = "Send me a test";
pub const TO_DEFAULT: &str = "Use the default wording";

/// A placeholder, as it is written.
pub fn placeholder(name: &str) -> String {
    format!("{{{{{name}}}}}")
}

/// What a placeholder is.
pub fn meaning(description: &str, required: bool) -> String {
    if required {
        format!("{description}. The text must contain it.")
    } else {
        format!("{description}.")
    }
}

pub fn saved(label: &str) -> String {
    format!("Saved the wording of “{label}”")
}

pub fn changed_by(who: &str) -> String {
    format!("Changed by {who}")
}
