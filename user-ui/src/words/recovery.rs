//! The recovery email.

pub const TITLE: &str = "Recovery email";
pub const LEAD: &str = "A personal address that also gets the link when you reset your password, for the day that you cannot read your company mail. A reset from there asks for a second factor too.";
pub const NONE: &str = "None yet";
pub const UNVERIFIED: &str = "Not verified";
pub const VERIFIED: &str = "Verified";
pub const LOOK_THERE: &str = "A link was mailed there. It works once and for 4 hours; open it and sign in. After that, send it again or enter the address again.";
pub const ADD: &str = "Add a recovery email";
pub const CHANGE: &str = "Change";
pub const REMOVE: &str = "Remove";
pub const RESEND: &str = "Send the mail again";
pub const RESENT: &str = "Sent again. Only the newest link works.";
pub const ADDRESS: &str = "Personal email address";
pub const ADDRESS_HINT: &str = "Other than your company email.";
pub const ADDRESS_MISSING: &str = "Enter an email address";
pub const SAVE: &str = "Save and send the mail";
pub const REMOVED: &str = "Recovery email removed";

pub const VERIFY_TITLE: &str = "Verify your recovery email";
pub const VERIFY_LEAD: &str =
    "Sign in to your account to show that this address and the account belong together.";
pub const VERIFY_NOW: &str = "Verify now";
pub const VERIFIED_TITLE: &str = "Your recovery email is verified";
pub const TO_SECURITY: &str = "Go to Security";
pub const OPEN_AGAIN: &str =
    "Open the link in the mail again to go on: it did not arrive complete.";
pub const DEAD: &str = "A verification link works once, for 4 hours, for the account it was sent for, and a newer mail makes the older ones void. Under Security you see whether the address is verified, and can send a new mail.";

pub const FACTOR_TITLE: &str = "This needs a second factor";
pub const FACTOR: &str = "A reset from the recovery email asks for a second factor, and your account has none. Open the same mail in your company mailbox, whose link needs nothing more, or ask your administrator.";

pub fn sent(email: &str) -> String {
    format!("A mail is on its way to {email}.")
}

pub fn verified(email: &str) -> String {
    format!("{email} now gets the link too when you reset your password.")
}
