//! Settings: passwords, aging, lockout and recovery.

pub const PASSWORDS: &str = "Passwords";
pub const PASSWORDS_LEAD: &str = "Rules for new user passwords. Existing passwords keep working. Administrator passwords are always 12 to 64 characters.";
pub const MIN_LENGTH: &str = "Minimum length";
pub const MIN_LENGTH_HINT: &str = "8 to 64 characters. Longer is safer.";
pub const COMMON: &str = "Block common passwords";
pub const COMMON_HINT: &str = "The 30,000 most common passwords and simple variations of them. Checked when a password is saved, not in the test below.";
pub const LOWER_CASE: &str = "Require a lowercase letter";
pub const UPPER_CASE: &str = "Require an uppercase letter";
pub const NUMBER: &str = "Require a number";
pub const SPECIAL: &str = "Require a special character";
pub const CLASSES_HINT: &str = "NIST SP 800-63B-4 and OWASP ASVS advise against requiring kinds of characters: it leads people to predictable passwords. Turn these on only if you have to.";
pub const SEQUENCES: &str = "Block sequences of three, such as aaa, abc or 321";
pub const REUSE: &str = "Prevent password reuse";
pub const REMEMBERED: &str = "Remembered passwords";
pub const REMEMBERED_HINT: &str = "1 to 24, including the current one.";
pub const PREVIEW: &str = "Test a password";
pub const PREVIEW_HINT: &str =
    "Checked as you type against the form above, for ada.lovelace@example.com. Never sent.";
pub const ACCEPTED: &str = "This password would be accepted.";

pub const PRESETS: &str = "Start from a preset";
pub const PRESETS_HINT: &str = "Fills in the form; nothing is saved until you save. NIST SP 800-63B-4 requires 15 characters for a password alone and 8 with MFA, and advises against character rules. Strict legacy has them.";
pub const PRESET_LATCHKEY: &str = "Latchkey";
pub const PRESET_NIST: &str = "NIST SP 800-63B-4";
pub const PRESET_STRICT: &str = "Strict legacy";
pub const PRESET_FILLED: &str = "Preset filled in. Save to apply.";

pub const PRESENT: &str = "Existing passwords";
pub const STAY: &str = "Keep working";
pub const STAY_HINT: &str = "The new rules apply when a user next changes the password.";
pub const BY_AGE: &str = "Expire by age";
pub const BY_AGE_HINT: &str = "Passwords that are already older expire as soon as you save.";
pub const KEEP_DATE: &str = "Keep the deadline";
pub const COMPLY: &str = "Everyone must change by a date";
pub const COMPLY_HINT: &str = "Users are reminded. Passwords not changed by then expire. The users list shows who is still due.";
pub const TAKE_BACK: &str = "Cancel the deadline";
pub const TAKE_BACK_HINT: &str = "Passwords that expired because of it work again.";
pub const COMPLY_BY: &str = "Everyone must change by";
pub const COMPLY_BY_HINT: &str = "Until the end of that day (UTC), at most one year from now.";
pub const DATE_MISSING: &str = "Choose a date";

pub const AGING: &str = "Password aging";
pub const AGING_LEAD: &str = "How long users can keep a password, and how soon they can change it. Administrator passwords do not age.";
pub const MAXIMUM: &str = "Passwords expire";
pub const MAXIMUM_HINT: &str = "NIST SP 800-63B-4 advises against it: people who have to change passwords often choose weaker ones. Passwords that are already older expire as soon as you save, unless you set a deadline. You can exempt a user in the user's panel.";
pub const AGED_BODY: &str = "These passwords are already older than that. Each user gets a reset email, is signed out, and can also replace the password at the next sign-in. To give users time, set a deadline instead.";
pub const MAXIMUM_DAYS: &str = "Expire after (days)";
pub const MAXIMUM_DAYS_HINT: &str = "1 to 730, counted from the last change.";
pub const REMINDERS: &str = "Reminders (days before)";
pub const REMINDERS_HINT: &str =
    "Up to five numbers from 1 to 60, such as 7, 3, 1. Also sent before a deadline.";
pub const MINIMUM: &str = "Passwords have a minimum age";
pub const MINIMUM_HINT: &str = "Stops users from changing passwords several times in a row to reuse an old one. A reset by email is always possible.";
pub const MINIMUM_DAYS: &str = "Minimum age (days)";
pub const MINIMUM_DAYS_HINT: &str = "1 to 365.";

pub const RECOVERY: &str = "Recovery email";
pub const RECOVERY_LEAD: &str = "A personal address in addition to the company email, entered by the user or by you and verified by the user.";
pub const RECOVERY_SWITCH: &str = "Enable password recovery email for users";
pub const RECOVERY_HINT: &str = "Password reset emails are also sent there. A reset from there also requires MFA, so it only helps users who have set it up. When off, the address is hidden from users, and addresses already entered are kept.";

pub const LOCKOUT: &str = "Lockout";
pub const LOCKOUT_LEAD: &str = "What happens after too many wrong passwords or MFA codes. Wrong passwords lock an account for new browsers only: passkeys, and browsers in which the person signed in before, still work. A password reset by email ends such a lock.";
pub const LOCKOUT_ADMINISTRATORS: &str = "Administrators";
pub const LOCKOUT_ADMINISTRATORS_HINT: &str =
    "Administrator accounts always lock, and have their own policy, which only owners can change.";

pub fn of_administrators(label: &str) -> String {
    format!("{label} (administrators)")
}

pub const LOCKS: &str = "Lock an account after failed attempts";
pub const LOCKS_HINT: &str = "When off, only rate limits slow down guessing, up to 100 wrong passwords or MFA codes in a row.";
pub const ATTEMPTS: &str = "Failed attempts";
pub const ATTEMPTS_HINT: &str = "3 to 20 wrong passwords in a row.";
pub const FACTOR_ATTEMPTS: &str = "Failed MFA attempts";
pub const FACTOR_ATTEMPTS_HINT: &str = "3 to 20 in a row.";
pub const TOGETHER: &str = "Count passwords and MFA together";
pub const TOGETHER_HINT: &str = "Both count toward the number of failed attempts above.";
pub const UNLOCKS: &str = "Unlock automatically";
pub const UNLOCKS_HINT: &str = "When off, an administrator has to unlock the account.";
pub const UNLOCK_MINUTES: &str = "Unlock after (minutes)";
pub const UNLOCK_MINUTES_HINT: &str = "5 to 90. Each further lock in a row lasts twice as long, up to a day. After 100 wrong passwords in a row, only an administrator or a password reset unlocks the account; after 100 wrong MFA codes, only an administrator.";
pub const ENDS_SESSIONS: &str = "End sessions when wrong passwords lock an account";
pub const ENDS_SESSIONS_HINT: &str = "Anyone who knows an email address can cause such a lock. When off, people stay signed in. Other locks always end sessions.";
pub const FORGETS: &str = "Reset the count after inactivity";
pub const FORGET_MINUTES: &str = "Reset after (minutes)";
pub const FORGET_MINUTES_HINT: &str = "5 to 1440 without a failed attempt.";

/// The deadline for changing passwords.
pub fn date_is(date: &str) -> String {
    format!("Everyone must change by {date}.")
}

/// The result of testing a password that breaks a rule.
pub fn refused(mend: &str) -> String {
    format!(
        "This password would be rejected: {}.",
        mend.trim_end_matches('.')
    )
}

pub const REFUSE: &str = "Save anyway";
pub const REFUSED_BODY: &str = "The failed attempts of these accounts reach the new limit. In a new browser, even the correct password is refused, and the next attempt locks the account. A password reset by email or an administrator unlocks it.";

/// The confirmation before passwords are refused at once.
pub fn refused_title(count: u64) -> String {
    match count {
        1 => "Refuse the password of 1 account now?".to_owned(),
        count => format!("Refuse the passwords of {count} accounts now?"),
    }
}

/// The confirmation before passwords expire at once.
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
