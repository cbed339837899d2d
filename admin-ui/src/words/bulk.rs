//! Bulk actions on users.

use contract::bulk::BulkAction;

pub const MENU: &str = "Actions";
pub const SELECT_PAGE: &str = "Select all on this page";
pub const STOP: &str = "Stop";
pub const DOWNLOAD: &str = "Download as CSV";
pub const FILE_NAME: &str = "not-completed.csv";
pub const REFUSED: &str = "Not completed";

pub fn select(name: &str) -> String {
    format!("Select {name}")
}

pub fn select_all(count: u64) -> String {
    if count > contract::page::MOST_COUNTED {
        return "Select all that match".to_owned();
    }
    format!("Select all {count} that match")
}

pub fn action(action: BulkAction) -> &'static str {
    match action {
        BulkAction::Unlock => "Unlock",
        BulkAction::ResendActivation => "Send activation email",
        BulkAction::SendPasswordReset => "Send reset email",
        BulkAction::ExpirePassword => "Expire password",
        BulkAction::RequireMfa => "Require MFA",
        BulkAction::Activate => "Activate",
        BulkAction::Suspend => "Suspend",
        BulkAction::Delete => "Delete",
    }
}

/// The action with the number of users, as on the button: "Suspend 2 users".
pub fn action_on(of: BulkAction, count: u64) -> String {
    let users = super::count(count, "user", "users");
    match of {
        BulkAction::ResendActivation | BulkAction::SendPasswordReset => {
            format!("{} to {users}", action(of))
        }
        BulkAction::ExpirePassword => format!("Expire passwords of {users}"),
        BulkAction::RequireMfa => format!("{} for {users}", action(of)),
        BulkAction::Unlock | BulkAction::Activate | BulkAction::Suspend | BulkAction::Delete => {
            format!("{} {users}", action(of))
        }
    }
}

pub fn title(of: BulkAction, count: u64) -> String {
    format!("{}?", action_on(of, count))
}

pub fn body(action: BulkAction) -> &'static str {
    match action {
        BulkAction::Unlock => {
            "Unlocks these users and clears failed attempts. Expired passwords must still be changed."
        }
        BulkAction::ResendActivation => {
            "Users without a password get a new activation email. Earlier links stop working."
        }
        BulkAction::SendPasswordReset => {
            "Active users get a reset email. The link works once, for one hour."
        }
        BulkAction::ExpirePassword => {
            "These users are signed out everywhere, get a reset email, and must choose a new password before they can do anything else."
        }
        BulkAction::RequireMfa => {
            "These users must set up MFA within the enrollment period, and are notified by email. Those who already have it are unaffected."
        }
        BulkAction::Activate => "These users can sign in from now on, and get an email.",
        BulkAction::Suspend => {
            "These users are signed out everywhere and can't sign in or use anything until activated."
        }
        BulkAction::Delete => "These accounts and their data are deleted. This can't be undone.",
    }
}

pub fn done(done: u64, total: u64) -> String {
    format!(
        "{} of {} updated.",
        ui_kit::prelude::number(done),
        super::count(total, "user", "users")
    )
}

pub fn untried(count: u64) -> String {
    match count {
        1 => "1 user was skipped and stays selected.".to_owned(),
        count => format!(
            "{} users were skipped and stay selected.",
            ui_kit::prelude::number(count)
        ),
    }
}

pub fn unknown(count: u64) -> String {
    format!(
        "The connection dropped, so the result for {} is unknown. Check them before retrying.",
        super::count(count, "user", "users")
    )
}

pub fn users(count: u64) -> String {
    super::count(count, "user", "users")
}

/// The first few names, and how many more there are.
pub fn names(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>();
    let shown = shown.join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
