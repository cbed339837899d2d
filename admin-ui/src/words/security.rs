//! Settings: passwords and lockout.

pub const PASSWORDS: &str = "Passwords";
pub const PASSWORDS_LEAD: &str = "What a new password of a user must be. Passwords that are in use stay as they are. Administrators have 12 to 64 characters, whatever is set here.";
pub const MIN_LENGTH: &str = "Minimum length";
pub const MIN_LENGTH_HINT: &str = "8 to 64 characters. Long passwords are the safe ones.";
pub const COMMON: &str = "Refuse common passwords";
pub const COMMON_HINT: &str = "The 30,000 most common ones, their spellings with digits for letters, runs on the keyboard, repetitions, and these with a short tail. Judged on the server when a password is saved, not in the preview below.";
pub const LOWER_CASE: &str = "Ask for a lower case letter";
pub const UPPER_CASE: &str = "Ask for an upper case letter";
pub const NUMBER: &str = "Ask for a number";
pub const SPECIAL: &str = "Ask for a special character";
pub const CLASSES_HINT: &str = "NIST SP 800-63B-4 and OWASP ASVS advise against asking for kinds of characters: people then choose what is easy to guess. Switch these on only where you have to.";
pub const SEQUENCES: &str = "Refuse three in a row, such as aaa, abc or 321";
pub const REUSE: &str = "Refuse passwords that were used before";
pub const REMEMBERED: &str = "Remembered passwords";
pub const REMEMBERED_HINT: &str = "1 to 24, the present one included.";
pub const PREVIEW: &str = "Try a password";
pub const PREVIEW_HINT: &str =
    "Judged as you type for ada.lovelace@example.com, by the form above; sent to nobody.";
pub const ACCEPTED: &str = "A password like this passes.";
pub const LOCKOUT: &str = "Lockout";
pub const LOCKOUT_LEAD: &str = "What wrong passwords do to an account, a user's or an administrator's. A password reset by mail always unlocks it.";
pub const LOCKS: &str = "Lock an account after failed attempts";
pub const LOCKS_HINT: &str =
    "When off, only the limits of requests stand between a guesser and a password.";
pub const ATTEMPTS: &str = "Failed attempts";
pub const ATTEMPTS_HINT: &str = "3 to 20 wrong passwords in a row.";
pub const UNLOCKS: &str = "Unlock by itself";
pub const UNLOCKS_HINT: &str = "When off, an administrator has to unlock the account.";
pub const UNLOCK_MINUTES: &str = "Minutes until it unlocks";
pub const UNLOCK_MINUTES_HINT: &str = "5 to 90.";
pub const FORGETS: &str = "Forget failed attempts after a quiet time";
pub const FORGET_MINUTES: &str = "Quiet minutes";
pub const FORGET_MINUTES_HINT: &str = "5 to 1440, without an attempt.";

/// The verdict on a password that breaks a rule.
pub fn refused(mend: &str) -> String {
    format!(
        "A password like this fails: {}.",
        mend.trim_end_matches('.')
    )
}
