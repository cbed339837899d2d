use contract::problem::ProblemType;
use rules::import::{ImportState, MatchBy};

use crate::Error;

/// The error for an action that the state of an import does not allow.
pub(super) const fn refused(state: ImportState) -> Error {
    let detail = match state {
        ImportState::Reading => "The file is still being uploaded",
        ImportState::Ready | ImportState::Checked => {
            "Nothing is in progress: start the dry run or the run first"
        }
        ImportState::Checking => {
            "The dry run is in progress: stop it, or wait until it is complete"
        }
        ImportState::Running => "The run is in progress: stop it, or wait until it is complete",
        ImportState::Stopped => {
            "The run has begun: resume it, or upload the file again to change how it is imported"
        }
        ImportState::Finished => "The run is complete: upload the file again to repeat it",
    };
    Error::Refused(ProblemType::Conflict, detail)
}

/// Checks that rows can be matched.
///
/// # Errors
/// `invalid-fields` if no column has the value by which rows are matched.
pub(super) fn check_fields(fields: &[String], match_by: MatchBy) -> Result<(), Error> {
    let has = |name: &str| fields.iter().any(|field| field == name);
    // A username can be derived from an email, and in some products it is one.
    let is_matched = match match_by {
        MatchBy::Email | MatchBy::Username => has("email") || has("username"),
        MatchBy::EmployeeNumber => has("employeeNumber"),
    };
    if is_matched {
        return Ok(());
    }
    let message = "Map a column to the value by which rows are matched to users";
    Err(Error::field("fields", "required", message))
}
