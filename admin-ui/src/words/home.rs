//! Home.

pub const TITLE: &str = "Home";
pub const ATTENTION: &str = "Needs attention";
pub const LOCKED: &str = "Locked out";
pub const LOCKED_NOTE: &str = "Can't sign in";
pub const EXPIRED: &str = "Password expired";
pub const EXPIRED_NOTE: &str = "Must change it to sign in";
pub const EXPIRING: &str = "Password expires soon";
pub const FAILED_EMAILS: &str = "Failed emails";
pub const FAILED_EMAILS_NOTE: &str = "The mail server didn't accept them";
pub const PENDING: &str = "Haven't activated yet";
pub const PENDING_NOTE: &str = "Invited, no password set";
pub const STAGED: &str = "Staged";
pub const STAGED_NOTE: &str = "Not activated yet";
pub const KEYS: &str = "Check API keys";
pub const RECENT: &str = "Recent events";
pub const ALL_EVENTS: &str = "All events";
pub const NO_EVENTS: &str = "No events yet.";
pub const FIRST_TITLE: &str = "Get started";
pub const FIRST_LEAD: &str = "Four steps to get ready.";
pub const FIRST_DONE: &str = ": done";
pub const FIRST_USER: &str = "Create the first user";
pub const FIRST_USER_WHY: &str = "They get an email with a link to set a password and sign in.";
pub const FIRST_MAIL: &str = "Send yourself a test message";
pub const FIRST_MAIL_WHY: &str = "Activations and resets go out by email. Check that they arrive.";
pub const FIRST_OWNER: &str = "Invite a second owner";
pub const FIRST_OWNER_WHY: &str = "So you aren't locked out if one of you can't sign in.";
pub const FIRST_MFA: &str = "Require MFA for administrators";
pub const FIRST_MFA_WHY: &str =
    "Their accounts can change all others, so a password alone is not enough.";
pub const MAIL_SETTINGS: &str = "Open email settings";
pub const MFA_SETTINGS: &str = "Open MFA settings";
pub const ALL_WELL: &str = "All clear. No one is locked out, expired or waiting.";

pub const TRENDS: &str = "Over time";

pub const SIGN_INS_TABLE: &str = "Sign-ins by day";
pub const SUCCEEDED: &str = "Signed in";
pub const WRONG_PASSWORD: &str = "Wrong password";
pub const WRONG_FACTOR: &str = "MFA failed";
pub const REFUSED: &str = "Refused";

pub const ADOPTED_TABLE: &str = "MFA by day";
pub const WITH_MFA: &str = "Users with MFA";

pub const EXPIRING_TABLE: &str = "Expiring passwords by week";
pub const PASSWORDS: &str = "Passwords";

pub const LOCKOUTS: &str = "Lockouts";
pub const LOCKOUTS_TABLE: &str = "Lockouts by day";
pub const ALL_LOCKOUTS: &str = "All lockouts";

pub const FAILED_TABLE: &str = "Failed emails by day";
pub const ALL_FAILED: &str = "All failed emails";

pub fn day(zone: &str) -> String {
    format!("Day ({zone})")
}

pub fn week(zone: &str) -> String {
    format!("Week beginning ({zone})")
}

pub fn sign_ins_lead(zone: &str) -> String {
    format!(
        "Users and administrators, by day in {zone}. Wrong passwords for one account from one network count once per hour."
    )
}

pub fn adopted_lead(zone: &str) -> String {
    format!(
        "Each column shows how many of today's users had set up MFA by the end of that day ({zone}). Users who removed MFA or were deleted are not included."
    )
}

pub fn lockouts_lead(zone: &str) -> String {
    format!("Users and administrators, for any reason, by day in {zone}.")
}

pub fn failed_lead(zone: &str) -> String {
    format!("Counted on the day ({zone}) when the server stopped retrying.")
}

pub fn sign_ins(succeeded: u64, failed: u64) -> String {
    let succeeded = match succeeded {
        0 => "No sign-ins".to_owned(),
        n => super::count(n, "sign-in", "sign-ins"),
    };
    match failed {
        0 => format!("{succeeded} in the last 30 days, and no failed attempts"),
        n => format!(
            "{succeeded} in the last 30 days, and {}",
            super::count(n, "failed attempt", "failed attempts")
        ),
    }
}

/// `recently` is how many of them set it up in the last 30 days.
pub fn adopted(enrolled: u64, total: u64, recently: u64) -> String {
    let recently = match recently {
        _ if enrolled == 0 => return "No user has MFA yet".to_owned(),
        0 => "none".to_owned(),
        n => ui_kit::prelude::number(n),
    };
    format!(
        "{} of {} {} MFA; {recently} set it up in the last 30 days",
        ui_kit::prelude::number(enrolled),
        super::count(total, "user", "users"),
        if enrolled == 1 { "has" } else { "have" }
    )
}

pub fn expiring(soon: u64, this_week: u64) -> String {
    let expire = match soon {
        0 => return "No passwords expire in the next 13 weeks".to_owned(),
        1 => "1 password expires".to_owned(),
        n => format!("{} passwords expire", ui_kit::prelude::number(n)),
    };
    let this_week = match this_week {
        0 => "none".to_owned(),
        n => ui_kit::prelude::number(n),
    };
    format!("{expire} in the next 13 weeks, {this_week} of them this week")
}

pub fn expiring_lead(later: u64, zone: &str) -> String {
    let weeks = format!("By week, beginning on Monday, in {zone}.");
    match later {
        0 => weeks,
        1 => format!("{weeks} 1 more expires later."),
        n => format!("{weeks} {} more expire later.", ui_kit::prelude::number(n)),
    }
}

pub fn lockouts(count: u64) -> String {
    match count {
        0 => "No account was locked in the last 30 days".to_owned(),
        n => format!(
            "{} in the last 30 days",
            super::count(n, "lockout", "lockouts")
        ),
    }
}

pub fn failed_emails(count: u64) -> String {
    match count {
        0 => "No email failed in the last 30 days".to_owned(),
        n => format!(
            "{} could not be delivered in the last 30 days",
            super::count(n, "email", "emails")
        ),
    }
}

pub fn lead(total: u64) -> String {
    match total {
        0 => "No users yet.".to_owned(),
        n => format!(
            "{} in your organization.",
            super::listed(n, "user", "users")
        ),
    }
}

pub fn keys_without_creator(count: u64) -> String {
    match count {
        1 => "One API key was created by someone who is suspended or no longer an administrator."
            .to_owned(),
        count => format!(
            "{} API keys were created by people who are suspended or no longer administrators.",
            ui_kit::prelude::short_length(count)
        ),
    }
}

pub fn welcome(name: &str) -> String {
    format!("Hello, {name}")
}
