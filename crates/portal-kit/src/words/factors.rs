//! Factors.

pub const TITLE: &str = "Multi-factor authentication (MFA)";
pub const LEAD: &str = "A stolen password alone won't open your account.";
pub const NONE: &str = "You have not set up MFA yet.";
pub const OFF: &str = "Your organization does not use MFA.";
pub const APP: &str = "Authenticator app";
pub const PASSKEY: &str = "Passkey";
pub const SYNCED: &str = "Synced";
pub const BOUND: &str = "This device only";
pub const REFUSED: &str =
    "Rejected: this passkey may have been cloned. Add a new one and remove this one.";
pub const ADDED: &str = "Added";
pub const LAST_USED: &str = "Last used";
pub const NEVER_USED: &str = "Not used yet";
pub const ADD_APP: &str = "Add an authenticator app";
pub const ADD_PASSKEY: &str = "Add a passkey";
pub const RENAME: &str = "Rename";
pub const REMOVE: &str = "Remove";
pub const SAVE: &str = "Save";
pub const CANCEL: &str = "Cancel";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "To tell it apart, such as “My phone”";
pub const NAME_MISSING: &str = "Enter a name";
pub const APP_NAME: &str = "My phone";
pub const PASSKEY_NAME: &str = "My passkey";
pub const RENAMED: &str = "Renamed";
pub const REMOVED: &str = "Removed. It no longer works.";
pub const REMOVE_BODY: &str = "It will no longer work. You can add it again.";
pub const REMOVE_LAST: &str = "This is your last factor. Without it, your password alone opens your account, and your recovery codes stop working.";
pub const PASSKEY_LEAD: &str = "Your browser asks where to keep it: on this device, on your phone, or on a security key. It verifies you with a PIN, a fingerprint or your face.";
pub const NO_PASSKEYS: &str = "Passkeys aren't available in this browser or at this address. Use a current browser and the host name of this server.";
pub const CONTINUE: &str = "Continue";

pub const SCAN: &str = "1. Scan this with an authenticator app on your phone.";
pub const QR: &str = "QR code with the secret of your new authenticator app";
pub const OPEN_APP: &str = "Open an authenticator app on this device";
pub const TYPE_IT: &str = "Or enter this setup key";
pub const ENTER_CODE: &str = "2. Enter the six digits that the app shows.";
pub const CODE: &str = "Code";
pub const CODE_MISSING: &str = "Enter the six digits that the app shows";
pub const CONFIRM: &str = "Confirm and add";
pub const APP_ADDED: &str = "The authenticator app is added";
pub const PASSKEY_ADDED: &str = "The passkey is added";

pub const CODES_TITLE: &str = "Recovery codes";
pub const CODES_LEAD: &str =
    "If you lose your phone or key, one of these lets you in. Each works once.";
pub const CODES_SHOWN: &str = "Save them now, away from this device: they won't be shown again.";
pub const DOWNLOAD: &str = "Download";
pub const PRINT: &str = "Print";
pub const COPY: &str = "Copy";
pub const COPIED: &str = "Copied";
pub const NOT_COPIED: &str =
    "The browser did not allow copying. Select the text and copy it yourself.";
pub const SAVED: &str = "I have saved them";
pub const CODES_LEAVE: &str = "Leave without saving the codes?";
pub const CODES_LEAVE_BODY: &str =
    "They won't be shown again. You can generate new ones at any time.";
pub const CODES_STAY: &str = "Stay";
pub const CODES_LEAVE_ANYWAY: &str = "Leave";
pub const NEW_CODES_TITLE: &str = "Generate new recovery codes?";
pub const NEW_CODES: &str = "Generate new codes";
pub const NEW_CODES_BODY: &str = "This cancels your current codes.";
pub const FILE_NAME: &str = "recovery-codes.txt";

pub const CODE_OF_APP: &str = "Code from your authenticator app";
pub const RECOVERY_CODE: &str = "Recovery code";
pub const RECOVERY_CODE_HINT: &str = "One of the ten that you saved, such as 7k2m-9qwx-4f8t-c3vn";
pub const RECOVERY_CODE_MISSING: &str = "Enter a recovery code";
pub const USE_PASSKEY: &str = "Use your passkey";
pub const INSTEAD_PASSKEY: &str = "Use a passkey instead";
pub const INSTEAD_PASSWORD: &str = "Use your password instead";
pub const INSTEAD_APP: &str = "Use an authenticator app instead";
pub const INSTEAD_CODE: &str = "Use a recovery code instead";
pub const CANCELED: &str = "Canceled. Try again or use another way.";
pub const ALREADY: &str = "This device already has a passkey for you.";
pub const NOT_DONE: &str = "The browser could not do this. Try again or use another way.";

pub const PROVE: &str = "Confirm it's you";
pub const PROVE_LEAD: &str =
    "Confirm your identity to make this change. You won't be asked again for 5 minutes.";
pub const PASSWORD: &str = "Password";
pub const PASSWORD_MISSING: &str = "Enter your password";
pub const CONFIRM_IT: &str = "Confirm";

/// The number of recovery codes left.
pub fn codes_left(left: u64) -> String {
    match left {
        0 => "No recovery code is left.".to_owned(),
        1 => "1 recovery code is left.".to_owned(),
        left => format!("{left} recovery codes are left."),
    }
}

/// The confirmation before a factor is removed.
pub fn remove_question(name: &str) -> String {
    format!("Remove “{name}”?")
}

/// The accessible name of a button, with the item that it belongs to.
pub fn named(verb: &str, name: &str) -> String {
    format!("{verb} “{name}”")
}

/// What a file of recovery codes begins with.
pub fn file_head(organization: &str, email: &str, today: &str) -> String {
    format!(
        "Recovery codes of {email} at {organization}, generated on {today}.\nEach code works once."
    )
}
