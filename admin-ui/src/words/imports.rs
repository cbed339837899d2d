//! Imports of users.

use contract::imports::{ImportCounts, ImportState, RowOutcome, StopReason};
use ui_kit::prelude::{FileProblem, number};

pub const TITLE: &str = "Imports";
pub const LABEL: &str = "Imports";
pub const LEAD: &str = "Create and change users from a CSV file. Imports are kept for 30 days.";
pub const NEW: &str = "Import users";
pub const NEW_LEAD: &str = "You see what each row does before anything is imported.";
pub const FILE: &str = "File";
pub const STATE: &str = "State";
pub const ROWS: &str = "Rows";
pub const CREATED: &str = "Uploaded";
pub const EMPTY_TITLE: &str = "No imports yet";
pub const EMPTY: &str =
    "Import a spreadsheet, or the export of JumpCloud, Okta, Google Workspace or Entra.";

pub const CHOOSE: &str = "Choose file";
pub const DROP: &str = "Or drop it here. CSV with a header, up to 64 MiB and 100,000 rows.";
pub const UPLOADING: &str = "Uploading the file";

pub const IMPORT: &str = "Import";
pub const COLUMNS: &str = "Columns";
pub const COLUMNS_LEAD: &str =
    "What each column contains. The guess comes from its header; correct it if needed.";
pub const IGNORED: &str = "Ignore this column";
pub const MATCH_BY: &str = "Match rows to users by";
pub const EXISTING: &str = "Existing users";
pub const NEW_USERS: &str = "New users";
pub const CHECK: &str = "Start dry run";
pub const CHECK_FIRST: &str = "The dry run shows what each row would do. No users are changed.";
pub const CHECK_AGAIN: &str = "You have changed the settings: start the dry run again.";
pub const CHECKING: &str = "Dry run in progress";
pub const RUNNING: &str = "Importing users";
pub const LEAVE: &str = "You can leave this page. The import continues on the server.";
pub const STOP: &str = "Stop";
pub const RESUME: &str = "Resume import";
pub const STOPPED: &str = "The import was stopped. Changes made so far are kept.";
pub const RUN_ENDED: &str = "The server stopped the import.";
pub const CHECK_ENDED: &str = "The server ended the dry run.";
pub const FINISHED: &str = "The import is complete.";
pub const DOWNLOAD: &str = "Download result";
pub const FILE_NAME: &str = "import-result.csv";

pub const DELETE: &str = "Delete";
pub const DELETE_IMPORT: &str = "Delete import";

pub fn actions_for(file: &str) -> String {
    format!("Actions for {file}")
}

pub fn delete_title(file: &str) -> String {
    format!("Delete {file}?")
}

pub fn delete_body(has_begun: bool) -> &'static str {
    if has_begun {
        "The file and its result are deleted. Imported users stay. This can't be undone."
    } else {
        "The file is deleted, and none of it is imported. This can't be undone."
    }
}

pub fn deleted(file: &str) -> String {
    format!("{file} deleted")
}

/// What the server has ended, and why.
pub fn ended(what: &str, reason: StopReason) -> String {
    format!("{what} {}", reason.message())
}

pub const ROW: &str = "Row";
pub const VALUES: &str = "Values";
pub const PROBLEMS: &str = "Problems";
pub const NO_ROWS: &str = "No rows.";

/// The state of an import, as a badge.
pub fn state(state: ImportState) -> &'static str {
    match state {
        ImportState::Reading => "Uploading",
        ImportState::Ready => "Uploaded",
        ImportState::Checking => "In dry run",
        ImportState::Checked => "Dry run done",
        ImportState::Running => "Running",
        ImportState::Stopped => "Stopped",
        ImportState::Finished => "Complete",
    }
}

/// The name of an outcome: what a row would do, or did.
pub fn outcome(outcome: RowOutcome, done: bool) -> &'static str {
    match (outcome, done) {
        (RowOutcome::Create, false) => "Create",
        (RowOutcome::Create, true) => "Created",
        (RowOutcome::Change, false) => "Change",
        (RowOutcome::Change, true) => "Changed",
        (RowOutcome::Unchanged, _) => "Unchanged",
        (RowOutcome::Problem, _) => "Problems",
    }
}

/// "Import 12 users".
pub fn run(counts: ImportCounts) -> String {
    let users = super::count((counts.create + counts.change).into(), "user", "users");
    format!("Import {users}")
}

/// What the rows would do, or did.
pub fn counts(counts: ImportCounts, done: bool) -> String {
    let n = |n: u32| number(n.into());
    let rows = super::count(counts.rows.into(), "row", "rows");
    let (create, change) = (n(counts.create), n(counts.change));
    let (unchanged, problem) = (n(counts.unchanged), n(counts.problem));
    if done {
        format!(
            "{rows}: {create} created, {change} changed, {unchanged} unchanged, {problem} with problems."
        )
    } else {
        format!(
            "{rows}: {create} to create, {change} to change, {unchanged} unchanged, {problem} with problems, which are skipped."
        )
    }
}

/// Shown below the first rows of many.
pub fn shown(shown: u64, total: u64) -> String {
    let (shown, total) = (number(shown), number(total));
    format!("The first {shown} of {total} rows. The result file has all of them.")
}

/// Why a file was not read.
pub fn file_problem(problem: FileProblem) -> &'static str {
    match problem {
        FileProblem::TooLarge => "The file is larger than 64 MiB. Split it into several files.",
        FileProblem::Unreadable => "The browser could not read the file. Choose it again.",
    }
}

/// A column without a header.
pub fn column(number: usize) -> String {
    format!("Column {number}")
}

/// The first values of a column.
pub fn examples(values: &[String]) -> String {
    format!("For example {}", values.join(", "))
}

pub const MATCH_BY_OPTIONS: [(&str, &str); 3] = [
    ("email", "Email"),
    ("username", "Username"),
    ("employee_number", "Employee number"),
];
pub const EXISTING_OPTIONS: [(&str, &str); 2] = [
    ("update", "Change them"),
    ("leave", "Leave them as they are"),
];
pub const NEW_OPTIONS: [(&str, &str); 2] = [
    ("staged", "Staged, without an email"),
    ("active", "Active, with an activation email"),
];
