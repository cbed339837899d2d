//! Bulk jobs, and the bulk edit that begins one.

use contract::bulk::BulkAction;
use contract::bulk_jobs::{BulkJobAction, BulkJobCounts, BulkJobOutcome, BulkJobState, StopReason};
use ui_kit::prelude::number;

pub const TITLE: &str = "Bulk jobs";
pub const LINK: &str = "Bulk jobs";
pub const LABEL: &str = "Bulk jobs";
pub const LEAD: &str =
    "Actions on many users. They run on the server, and their results are kept for 30 days.";
pub const JOB: &str = "Bulk job";
pub const ACTION: &str = "Action";
pub const STATE: &str = "State";
pub const USERS: &str = "Users";
pub const BY: &str = "Started by";
pub const CREATED: &str = "Started";
pub const EMPTY_TITLE: &str = "No bulk jobs yet";
pub const EMPTY: &str =
    "Select users in the list, or all that match a search or filter, and choose an action.";
pub const TO_USERS: &str = "Go to users";

pub const LEAVE: &str = "You can leave this page. The job continues on the server.";
pub const RUNS_ON_SERVER: &str =
    "This runs on the server. You can follow it, stop it, and leave the page.";
pub const STOP: &str = "Stop";
pub const RESUME: &str = "Resume";
pub const RETRY: &str = "Retry the failed users";
/// The group of a job that is repeated.
const SAME_GROUP: &str = "the same group";
pub const STOPPED: &str = "The job was stopped. Actions that were already performed are kept.";
pub const ENDED: &str = "The server stopped the job.";
pub const FINISHED: &str = "The job is complete.";
pub const DOWNLOAD: &str = "Download results";
pub const FILE_NAME: &str = "bulk-job-result.csv";

pub const RESULTS: &str = "Results";
pub const USER: &str = "User";
pub const PROBLEM: &str = "Reason";
pub const NO_RESULTS: &str = "No users.";
pub const NO_NAME: &str = "Unknown user";

pub const EDIT: &str = "Edit a field";
pub const FIELD: &str = "Field";
pub const WHAT: &str = "Change";
pub const SET: &str = "Set a new value";
pub const CLEAR: &str = "Clear the field";
pub const VALUE_MISSING: &str = "Enter a value, or clear the field";

/// What an action is about. Those on the accounts have words of their own.
enum About {
    Account(BulkAction),
    Edit,
    AddToGroup,
    RemoveFromGroup,
}

fn about(action: BulkJobAction) -> About {
    About::Account(match action {
        BulkJobAction::Update => return About::Edit,
        BulkJobAction::AddToGroup => return About::AddToGroup,
        BulkJobAction::RemoveFromGroup => return About::RemoveFromGroup,
        BulkJobAction::Unlock => BulkAction::Unlock,
        BulkJobAction::ResendActivation => BulkAction::ResendActivation,
        BulkJobAction::SendPasswordReset => BulkAction::SendPasswordReset,
        BulkJobAction::ExpirePassword => BulkAction::ExpirePassword,
        BulkJobAction::RequireMfa => BulkAction::RequireMfa,
        BulkJobAction::Activate => BulkAction::Activate,
        BulkJobAction::Suspend => BulkAction::Suspend,
        BulkJobAction::Delete => BulkAction::Delete,
    })
}

/// The name of an action.
pub fn action(action: BulkJobAction) -> &'static str {
    match about(action) {
        About::Account(action) => super::bulk::action(action),
        About::Edit => "Edit",
        About::AddToGroup => super::groups::BULK_ADD,
        About::RemoveFromGroup => super::groups::BULK_REMOVE,
    }
}

/// The action of another job with the number of users, as on the button: "Suspend 2 users".
pub fn action_on(action: BulkJobAction, users: u64) -> String {
    match about(action) {
        About::Account(action) => super::bulk::action_on(action, users),
        About::Edit => edit_title(users),
        About::AddToGroup => super::groups::add_users(users, Some(SAME_GROUP)),
        About::RemoveFromGroup => super::groups::remove_users(users, Some(SAME_GROUP)),
    }
}

/// The question before another job.
pub fn question(action: BulkJobAction, users: u64) -> String {
    format!("{}?", action_on(action, users))
}

/// The consequences of another job.
pub fn question_body(action: BulkJobAction) -> &'static str {
    match about(action) {
        About::Account(action) => super::bulk::body(action),
        About::Edit => "Makes the same changes again for the failed users.",
        About::AddToGroup | About::RemoveFromGroup => "Tries again for the failed users.",
    }
}

/// The name of a job: "Suspend: 3,214 users".
pub fn name(action: BulkJobAction, users: u32) -> String {
    let users = super::count(users.into(), "user", "users");
    format!("{}: {users}", self::action(action))
}

/// The state of a job, as a badge.
pub fn state(state: BulkJobState) -> &'static str {
    match state {
        BulkJobState::Running => "Running",
        BulkJobState::Stopped => "Stopped",
        BulkJobState::Finished => "Complete",
    }
}

/// The name of an outcome.
pub fn outcome(outcome: BulkJobOutcome) -> &'static str {
    match outcome {
        BulkJobOutcome::Done => "Done",
        BulkJobOutcome::Unchanged => "Unchanged",
        BulkJobOutcome::Failed => "Failed",
    }
}

/// What was done so far.
pub fn counts(counts: BulkJobCounts) -> String {
    let n = |n: u32| number(n.into());
    let users = super::count(counts.users.into(), "user", "users");
    let (done, unchanged, failed) = (n(counts.done), n(counts.unchanged), n(counts.failed));
    let sum = format!("{users}: {done} done, {unchanged} unchanged, {failed} failed");
    match counts.waiting {
        0 => format!("{sum}."),
        waiting => format!("{sum}, {} not processed.", n(waiting)),
    }
}

/// How many have failed so far.
pub fn failed(count: u32) -> Option<String> {
    (count > 0).then(|| format!("{} failed.", super::count(count.into(), "user", "users")))
}

/// What the server has stopped, and why.
pub fn ended(reason: StopReason) -> String {
    format!("{ENDED} {}", reason.message())
}

/// Shown below the first results of many.
pub fn shown(shown: u64, total: u64) -> String {
    let (shown, total) = (number(shown), number(total));
    format!("The first {shown} of {total} users. The file has all of them.")
}

/// The title of the bulk edit: "Edit 3,214 users".
pub fn edit_title(count: u64) -> String {
    format!("Edit {}", super::count(count, "user", "users"))
}

/// The button of the bulk edit: "Change Department of 3,214 users".
pub fn change(field: &str, count: u64, clears: bool) -> String {
    let users = super::count(count, "user", "users");
    let verb = if clears { "Clear" } else { "Change" };
    format!("{verb} {field} of {users}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_before_another_job_names_the_action_and_the_users() {
        let cases = [
            (BulkJobAction::Suspend, "Suspend 1 user?"),
            (BulkJobAction::Update, "Edit 1 user?"),
            (BulkJobAction::AddToGroup, "Add 1 user to the same group?"),
            (
                BulkJobAction::RemoveFromGroup,
                "Remove 1 user from the same group?",
            ),
        ];
        for (action, expected) in cases {
            assert_eq!(question(action, 1), expected);
        }
    }
}
