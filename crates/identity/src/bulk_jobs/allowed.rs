use contract::bulk_jobs::BulkJobState;
use contract::problem::ProblemType;
use entity::bulk_job::Model;
use rules::role::Permission;

use crate::Error;

/// The permissions that the results of a job require: those of a job about a group say who was in it.
pub(super) fn permissions_of_results(job: &Model) -> Vec<Permission> {
    let of_groups = job.action.has_group().then_some(Permission::GroupsRead);
    [Permission::UsersRead]
        .into_iter()
        .chain(of_groups)
        .collect()
}

/// The error for an action that the state of a job does not allow.
pub(super) const fn refused(state: BulkJobState) -> Error {
    let detail = match state {
        BulkJobState::Running => "The job is running",
        BulkJobState::Stopped => "The job was stopped: resume it",
        BulkJobState::Finished => "The job is complete: begin another one",
    };
    Error::Refused(ProblemType::Conflict, detail)
}
