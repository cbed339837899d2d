//! Settings: passwords, ageing, lockout and recovery.

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

pub const PRESETS: &str = "Begin with a preset";
pub const PRESETS_HINT: &str = "Fills this form and the one on ageing; nothing is saved until you do. NIST SP 800-63B-4 asks for 15 characters where a password stands alone and for 8 where users must have a second factor, and advises against kinds of characters and routine ageing; the strict legacy rules have both.";
pub const PRESET_LATCHKEY: &str = "Latchkey";
pub const PRESET_NIST: &str = "NIST SP 800-63B-4";
pub const PRESET_STRICT: &str = "Strict legacy";
pub const PRESET_FILLED: &str = "Filled in. Save to make it hold.";

pub const PRESENT: &str = "Passwords that are in use";
pub const STAY: &str = "Stay as they are";
pub const STAY_HINT: &str = "Each user meets the new rules at the next change.";
pub const BY_AGE: &str = "Expire by their age";
pub const BY_AGE_HINT: &str = "Those that are older already expire as soon as you save.";
pub const KEEP_DATE: &str = "Leave the date as it is";
pub const COMPLY: &str = "Everybody chooses a new one by a date";
pub const COMPLY_HINT: &str =
    "Users are reminded; whoever has not by then expires. The users list shows who has not yet.";
pub const TAKE_BACK: &str = "Take the date back";
pub const TAKE_BACK_HINT: &str = "Passwords that expired by it open again.";
pub const COMPLY_BY: &str = "Everybody complies by";
pub const COMPLY_BY_HINT: &str = "Until the end of that day (UTC), at most a year from now.";
pub const DATE_MISSING: &str = "Choose a date";

pub const AGEING: &str = "Ageing";
pub const AGEING_LEAD: &str =
    "How long users may and must keep a password. Administrators' passwords do not age.";
pub const MAXIMUM: &str = "Passwords expire";
pub const MAXIMUM_HINT: &str = "NIST SP 800-63B-4 advises against it: people who have to change often choose worse passwords. Passwords that are older already expire as soon as you save, unless you choose a date above. A user can be exempted in their panel.";
pub const AGED_BODY: &str = "They are older than that already. Each user gets a reset mail, is signed out, and can replace the password at the next sign-in too. To give them time, choose a date by which everybody has a new one.";
pub const MAXIMUM_DAYS: &str = "Days until they expire";
pub const MAXIMUM_DAYS_HINT: &str = "1 to 730, counted from the last change.";
pub const REMINDERS: &str = "Reminders, days before";
pub const REMINDERS_HINT: &str = "Up to five numbers from 1 to 60, such as 7, 3, 1. Also before a date by which everybody complies.";
pub const MINIMUM: &str = "Passwords have a minimum age";
pub const MINIMUM_HINT: &str = "Keeps people from changing so often in a row that an old one is free again. A reset by mail is never too early.";
pub const MINIMUM_DAYS: &str = "Days until they can be changed";
pub const MINIMUM_DAYS_HINT: &str = "1 to 365.";

pub const RECOVERY: &str = "Recovery email";
pub const RECOVERY_LEAD: &str = "A personal address beside the company email, entered by the user or by you and verified by the user.";
pub const RECOVERY_SWITCH: &str = "Let users have a recovery email";
pub const RECOVERY_HINT: &str = "Reset mails go there too. A reset from there also asks for a second factor, so it helps only users who have one. When off, users do not see it, and those entered are kept.";

pub const LOCKOUT: &str = "Lockout";
pub const LOCKOUT_LEAD: &str = "What wrong passwords and second factors do to an account, a user's or an administrator's. A password reset by mail ends a lock by wrong passwords.";
pub const LOCKS: &str = "Lock an account after failed attempts";
pub const LOCKS_HINT: &str =
    "When off, only the limits of requests stand between a guesser and a user's password.";
pub const ATTEMPTS: &str = "Failed attempts";
pub const ATTEMPTS_HINT: &str =
    "3 to 20 wrong passwords in a row. An administrator has at most 6, always.";
pub const FACTOR_ATTEMPTS: &str = "Failed second factors";
pub const FACTOR_ATTEMPTS_HINT: &str =
    "3 to 20 wrong ones in a row. An administrator always has 5.";
pub const TOGETHER: &str = "Count passwords and second factors together";
pub const TOGETHER_HINT: &str = "Against the number of failed attempts above.";
pub const UNLOCKS: &str = "Unlock by itself";
pub const UNLOCKS_HINT: &str = "When off, an administrator has to unlock the account.";
pub const UNLOCK_MINUTES: &str = "Minutes until it unlocks";
pub const UNLOCK_MINUTES_HINT: &str = "5 to 90.";
pub const FORGETS: &str = "Forget failed attempts after a quiet time";
pub const FORGET_MINUTES: &str = "Quiet minutes";
pub const FORGET_MINUTES_HINT: &str = "5 to 1440, without an attempt.";

/// Until when everybody has to comply.
pub fn date_is(date: &str) -> String {
    format!("Everybody complies by {date}.")
}

/// The verdict on a password that breaks a rule.
pub fn refused(mend: &str) -> String {
    format!(
        "A password like this fails: {}.",
        mend.trim_end_matches('.')
    )
}

/// The question before passwords expire at once.
pub fn aged_title(count: u64) -> String {
    match count {
        1 => "The password of 1 user expires now".to_owned(),
        count => format!("The passwords of {count} users expire now"),
    }
}

/// Its button.
pub fn aged_verb(count: u64) -> String {
    match count {
        1 => "Expire 1 password".to_owned(),
        count => format!("Expire {count} passwords"),
    }
}
