//! Signing in on a device without a browser.

pub const TITLE: &str = "Sign in on another device";
pub const LEAD: &str = "Enter the code that the device shows.";
pub const CODE: &str = "Code";
pub const CODE_HINT: &str = "Eight letters, such as BCDF-GHJK";
pub const CODE_MISSING: &str = "Enter the code that the device shows";
pub const CODE_UNKNOWN: &str =
    "No device is waiting with this code. Check the letters, or get a new code on the device";
pub const CONTINUE: &str = "Continue";
pub const PREFILLED: &str = "This code came from the link that you opened. Continue only if your device shows the same code.";
pub const WARNING_TITLE: &str = "Is this your device?";
pub const WARNING: &str = "Continue only if you started this sign-in on your own device and it shows the same code. Never enter a code that someone sent you, even if they say they are from support: they could use your account.";
pub const SHOWN_CODE: &str = "Code on the device";
pub const ORGANIZATION: &str = "Organization";
pub const ACCOUNT: &str = "Signing in as";
pub const FROM: &str = "Requested from IP address";
pub const WHEN: &str = "Requested";
pub const MAY: &str = "What the application gets";
pub const APPROVE: &str = "Sign in on the device";
pub const DENY: &str = "Don't sign in";
pub const BUSY: &str = "One moment…";
pub const APPROVED_TITLE: &str = "The device is signed in";
pub const DENIED_TITLE: &str = "The device was not signed in";
pub const DENIED: &str =
    "If you did not start this yourself, tell your administrator who sent you the code.";
pub const EXPIRED_TITLE: &str = "This code can no longer be used";
pub const EXPIRED: &str = "It has expired or was already used. Get a new code on the device.";
pub const ANOTHER_CODE: &str = "Enter another code";

/// The title of the question.
pub fn sign_in_to(name: &str) -> String {
    format!("Sign in to {name} on another device?")
}

/// The title of the page that says why it did not work.
pub fn not_signed_in(name: &str) -> String {
    format!("You are not signed in to {name}")
}

pub fn approved(name: &str) -> String {
    format!(
        "Go back to the device: {name} continues there in a few seconds. You can end its access under Security."
    )
}
