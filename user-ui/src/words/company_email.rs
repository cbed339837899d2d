//! Changes of the company email.

pub const VERIFY_TITLE: &str = "Verify your email";
pub const VERIFIED_TITLE: &str = "Your email is verified";
pub const VERIFY_UNUSABLE: &str = "A verification link works once, within a day, for the account it was sent for. Only the newest works. Until your address is verified, every page shows a notice after you sign in, and can send another email once a day.";

/// Above every page while the address is not verified.
pub fn unverified(email: &str) -> String {
    format!(
        "{email} isn't verified yet, so it gets no password reset links. Open the link that we emailed there. An address gets one such email per day."
    )
}

pub const UNDO_TITLE: &str = "Undo the change of your email?";
pub const UNDO_LEAD: &str = "Your account gets this email address back, and you are signed out everywhere. A password, MFA factors and a recovery email that were added after the change stop working.";
pub const UNDO: &str = "Undo the change";
pub const UNDONE_TITLE: &str = "The change was undone";
pub const NOT_RESTORED_TITLE: &str = "Your account is suspended";
pub const RESET: &str = "Reset your password";
pub const UNDO_UNUSABLE: &str =
    "The link works once, within 7 days. If your email address is wrong, tell your administrator.";
pub const OPEN_AGAIN: &str = "Open the link in the email again to continue: it was incomplete.";

pub fn undone(email: &str) -> String {
    format!(
        "Your email address is {email} again. If you didn't expect the change, reset your password now and tell your administrator."
    )
}

/// Another user has the previous address by now.
pub fn not_restored(email: &str) -> String {
    format!(
        "{email} now belongs to another account, so yours couldn't get it back. To protect your account, it was signed out everywhere and suspended. Tell your administrator, who can give it another email address and activate it."
    )
}
