//! The recovery email.

pub const TITLE: &str = "Recovery email";
pub const LEAD: &str = "A personal address that also gets the link when you reset your password, in case you can't reach your company email. A reset from there also needs MFA.";
pub const NONE: &str = "None yet";
pub const UNVERIFIED: &str = "Not verified";
pub const VERIFIED: &str = "Verified";
pub const LOOK_THERE: &str = "We emailed a link. It works once, within a day: open it and sign in. An address gets one such email per day.";
pub const ADD: &str = "Add a recovery email";
pub const CHANGE: &str = "Change";
pub const REMOVE: &str = "Remove";
pub const RESEND: &str = "Send the email again";
pub const RESENT: &str = "Sent again. Only the newest link works.";
pub const ADDRESS: &str = "Personal email address";
pub const ADDRESS_HINT: &str = "Different from your company email.";
pub const ADDRESS_MISSING: &str = "Enter an email address";
pub const SAVE: &str = "Save and send the email";
pub const REMOVED: &str = "Recovery email removed";

pub const VERIFY_TITLE: &str = "Verify your recovery email";
pub const VERIFY_LEAD: &str = "Sign in to confirm this address is yours.";
pub const VERIFY_NOW: &str = "Verify now";
pub const VERIFIED_TITLE: &str = "Your recovery email is verified";
pub const TO_SECURITY: &str = "Go to Security";
pub const OPEN_AGAIN: &str = "Open the link in the email again to continue: it was incomplete.";
pub const UNUSABLE: &str = "A verification link works once, within a day, for the account it was sent for. Only the newest works. Security shows whether the address is verified, and sends another email once a day.";

pub fn sent(email: &str) -> String {
    format!("An email is on its way to {email}.")
}

pub fn verified(email: &str) -> String {
    format!("{email} now also gets the link when you reset your password.")
}
