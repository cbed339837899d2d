//! One act done to many users.

use contract::bulk::BulkAct;

pub const MENU: &str = "Do with them";
pub const SELECT_PAGE: &str = "Select this page";
pub const STOP: &str = "Stop";
pub const REFUSED: &str = "Not done";

pub fn select(name: &str) -> String {
    format!("Select {name}")
}

pub fn select_all(count: u64) -> String {
    format!("Select all {count} that match")
}

pub fn act(act: BulkAct) -> &'static str {
    match act {
        BulkAct::Unlock => "Unlock",
        BulkAct::ResendActivation => "Send activation mail",
        BulkAct::SendPasswordReset => "Send reset mail",
        BulkAct::ExpirePassword => "Expire password",
        BulkAct::RequireMfa => "Require MFA",
        BulkAct::Activate => "Activate",
        BulkAct::Suspend => "Suspend",
        BulkAct::Delete => "Delete",
    }
}

pub fn title(of: BulkAct, count: u64) -> String {
    format!("{}: {}?", act(of), super::count(count, "user", "users"))
}

pub fn body(act: BulkAct) -> &'static str {
    match act {
        BulkAct::Unlock => {
            "Ends the lock of each and clears failed attempts. Who has an expired password still has to replace it."
        }
        BulkAct::ResendActivation => {
            "Each who has no password yet gets a new activation mail. Older links are void."
        }
        BulkAct::SendPasswordReset => {
            "Each who is active gets a reset mail, whose link works once, for an hour."
        }
        BulkAct::ExpirePassword => {
            "Each is signed out everywhere, gets a reset mail, and has to choose a new password before anything else."
        }
        BulkAct::RequireMfa => {
            "Each has to enrol a second factor within the enrolment period, whatever the organization asks of others, and is mailed. Who has one already stays as they are."
        }
        BulkAct::Activate => "Each may sign in from now on, and is mailed.",
        BulkAct::Suspend => {
            "Each is signed out everywhere and cannot sign in or reach anything until activated."
        }
        BulkAct::Delete => "This cannot be undone. Each loses the account with everything in it.",
    }
}

pub fn done(done: u64, total: u64) -> String {
    format!(
        "Done for {done} of {}.",
        super::count(total, "user", "users")
    )
}

pub fn untried(count: u64) -> String {
    match count {
        1 => "1 user was left as they were, and stays selected.".to_owned(),
        count => format!("{count} users were left as they were, and stay selected."),
    }
}

pub fn unknown(count: u64) -> String {
    format!(
        "It is not known whether it was done for {}: the answer was lost. They stay selected; look at them before you try again.",
        super::count(count, "user", "users")
    )
}
